import type { CheckOrder } from '../../../domain/access/attempt.ts';
import { originNotBlacklisted } from '../../../domain/access/blacklist-checks.ts';
import {
  knownCredential,
  knownProduct,
  notExpired,
  notSuspended,
  productLicensed,
} from '../../../domain/access/license-checks.ts';
import {
  fileIntact,
  fileOfId,
  releaseAllowed,
  releaseAvailable,
  releaseOfId,
  wellFormedId,
} from '../../../domain/access/release-checks.ts';

/**
 * A download. Credentials come before the id, so that a stranger learns of no id; the product comes before the state of
 * the licence, so that of a customer's licences one for this product tells why not.
 */
export const downloadOrder: CheckOrder = {
  first: [knownCredential, ...originNotBlacklisted, wellFormedId, releaseOfId, releaseAvailable],
  each: [productLicensed, notSuspended, notExpired, releaseAllowed, fileOfId, fileIntact],
};

/** Whether a licence may have a release, by id: everything that a download asks of the two but the last question. */
export const allowedOrder: CheckOrder = {
  first: downloadOrder.first,
  each: [productLicensed, notSuspended, notExpired],
};

/** Whether a licence may be told of releases at all: `update` and `latest`. */
export const offerOrder: CheckOrder = {
  first: [knownProduct, knownCredential, ...originNotBlacklisted],
  each: [notSuspended, notExpired, productLicensed],
};
