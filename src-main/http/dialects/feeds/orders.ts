import type { CheckOrder } from '../../../domain/access/attempt.ts';
import { notBlacklisted } from '../../../domain/access/blacklist-checks.ts';
import {
  knownCredential,
  knownProduct,
  noteAskedProduct,
  notExpired,
  notSuspended,
  productLicensed,
} from '../../../domain/access/license-checks.ts';
import {
  fileIntact,
  knownBranch,
  releaseAllowed,
  releaseAvailable,
} from '../../../domain/access/release-checks.ts';
import { fileOfName } from '../../../domain/updates/named-file.ts';

/**
 * Who may read the feeds of a line. Credentials come before everything else, so that a stranger learns of no product and
 * of no branch.
 */
export const feedOrder: CheckOrder = {
  first: [noteAskedProduct, knownCredential, ...notBlacklisted, knownProduct],
  each: [productLicensed, notSuspended, notExpired, knownBranch],
};

/** A download: who may read the feeds, and then whether this release is one of theirs. */
export const fileOrder: CheckOrder = {
  first: feedOrder.first,
  each: [...feedOrder.each, fileOfName, releaseAvailable, releaseAllowed, fileIntact],
};
