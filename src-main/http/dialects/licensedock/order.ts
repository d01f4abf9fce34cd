import type { CheckOrder } from '../../../domain/access/attempt.ts';
import {
  identifierActivated,
  knownCredential,
  knownProduct,
  noteAskedProduct,
  notExpired,
  notSuspended,
  productLicensed,
} from '../../../domain/access/license-checks.ts';
import { newestRelease } from '../../../domain/access/release-checks.ts';

/** "Validation Order" of seed 004, steps 2 to 7; the schema is step 1, opening the bytes step 8. */
export const downloadOrder: CheckOrder = {
  first: [noteAskedProduct, knownCredential],
  each: [
    notSuspended,
    notExpired,
    knownProduct,
    productLicensed,
    identifierActivated,
    newestRelease({ numericOnly: false }),
  ],
};
