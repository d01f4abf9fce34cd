import type { Check, CheckOrder } from '../../../domain/access/attempt.ts';
import { originNotBlacklisted } from '../../../domain/access/blacklist-checks.ts';
import {
  identifierActivated,
  knownCredential,
  knownProduct,
  noteAskedProduct,
  notExpired,
  notSuspended,
  productLicensed,
} from '../../../domain/access/license-checks.ts';
import {
  fileIntact,
  newestRelease,
  releaseAllowed,
  releaseAvailable,
  releaseOfVersion,
} from '../../../domain/access/release-checks.ts';

const newest = newestRelease({ numericOnly: false });

/**
 * The release that a feed has named, whose digests Joomla holds against the file, or else the newest. The newest for a licence
 * may be another one than the feed's, which is the newest for everyone.
 */
const namedOrNewest: Check = (core, attempt, state) => {
  const checks = attempt.version === null ? [newest] : [releaseOfVersion, releaseAvailable, releaseAllowed];
  for (const one of checks) one(core, attempt, state);
};

/**
 * "Validation Order" of seed 004, steps 2 to 7; the schema is step 1, opening the bytes step 8. The blacklist, which the
 * seed does not know, is asked where the licence is known and before anything is told of it.
 */
export const downloadOrder: CheckOrder = {
  first: [noteAskedProduct, knownCredential, ...originNotBlacklisted],
  each: [
    ...[notSuspended, notExpired, knownProduct, productLicensed, identifierActivated, namedOrNewest],
    fileIntact,
  ],
};

/** The product, when the client names one, is one of the licence's. */
const askedProductLicensed: Check = (core, attempt, state) => {
  if (attempt.productNumber === null) return;
  knownProduct(core, attempt, state);
  productLicensed(core, attempt, state);
};

/** What `licenses/activate` asks, in the order of the downloads. */
export const activateOrder: CheckOrder = {
  first: [noteAskedProduct, knownCredential, ...originNotBlacklisted],
  each: [notSuspended, notExpired, askedProductLicensed],
};

/** What `licenses/deactivate` and `licenses/validate` ask: a licence that is no longer good may use them. */
export const anyStateOrder: CheckOrder = {
  first: [noteAskedProduct, knownCredential, ...originNotBlacklisted],
  each: [askedProductLicensed],
};
