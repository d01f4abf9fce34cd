import type { CheckOrder } from '../../../domain/access/attempt.ts';
import { notBlacklisted } from '../../../domain/access/blacklist-checks.ts';
import {
  customerAccepted,
  knownCredential,
  knownProduct,
  noteProduct,
  notExpired,
  notSuspended,
  productAccepted,
  productLicensed,
} from '../../../domain/access/license-checks.ts';
import {
  branchHasFiles,
  branchHasReleases,
  fileIntact,
  knownBranch,
  releaseAllowed,
  releaseAvailable,
  releaseOfVersion,
  versionAccepted,
} from '../../../domain/access/release-checks.ts';

/** `GET …/classloader` from the licence on: specs/lukittu.md section 2.1, steps 9 to 19. */
export const classloaderOrder: CheckOrder = {
  first: [knownCredential, knownProduct],
  each: [
    productLicensed,
    knownBranch,
    branchHasFiles,
    releaseOfVersion,
    releaseAvailable,
    releaseAllowed,
    ...notBlacklisted,
    customerAccepted,
    notSuspended,
    notExpired,
    fileIntact,
  ],
};

/** `POST …/verify` and `POST …/heartbeat` from the licence on: specs/lukittu.md section 3. A branch counts only for a product of the licence. */
export const verifyOrder: CheckOrder = {
  first: [knownCredential],
  each: [
    noteProduct,
    knownBranch,
    branchHasReleases,
    ...notBlacklisted,
    customerAccepted,
    productAccepted,
    versionAccepted,
    notSuspended,
    notExpired,
  ],
};
