import { UUID } from '../../../shared/uuid.ts';
import { includesRelease } from '../licenses/maintenance.ts';
import type { Release, ReleaseFile } from '../model.ts';
import { Refusal, refuse } from '../refusal.ts';
import { refuseDamaged, whyNothing } from '../releases/damage.ts';
import { latestFor } from '../releases/latest-for.ts';
import { fileForPlatform } from '../releases/release-rules.ts';
import { isRolledOutTo } from '../releases/rollout.ts';
import type { Core } from '../core.ts';
import type { Attempt, Check, State } from './attempt.ts';
import { licenseOf } from './license-checks.ts';

/** Cryptlex's name for the default line. */
export const DEFAULT_LINE = 'stable';

/** The branch exists; none named = the default line. */
export const knownBranch: Check = (core, attempt, state) => {
  if (attempt.branch === null) return;
  if (!state.product) return;
  const branch = core.store.branches.byName(state.product.id, attempt.branch) ?? refuse('branch_not_found');
  state.branchId = branch.id;
};

/** The named branch holds a release with a file. */
export const branchHasFiles: Check = (core, attempt, state) => {
  if (
    attempt.branch !== null &&
    state.product &&
    !core.store.releases.lineHasFiles(state.product.id, state.branchId)
  )
    refuse('branch_empty');
};

/** The named branch holds a published release. */
export const branchHasReleases: Check = (core, attempt, state) => {
  if (
    attempt.branch !== null &&
    state.product &&
    !core.store.releases.hasPublished(state.product.id, state.branchId)
  )
    refuse('branch_empty');
};

/**
 * The release of exactly this version, or the one that is the latest for this licence, and its file for a client that names
 * no platform.
 */
export const releaseOfVersion: Check = (core, attempt, state) => {
  const release =
    attempt.version !== null
      ? core.store.releases.byVersion(state.product!.id, state.branchId, attempt.version)
      : latestOrReason(core, attempt, state);
  if (!release) return refuse('release_not_found');
  const files = core.store.releaseFiles.ofRelease(release.id);
  if (files.length === 0) return refuse('release_not_found', 'The release has no file.');
  state.release = release;
  state.file = fileFor(files, attempt.platform);
};

/** The latest for the licence; where there is none, the flagged one if a later check can say why it may not be had. */
function latestOrReason({ store }: Core, { platform }: Attempt, state: State): Release | undefined {
  const line = { productId: state.product!.id, branchId: state.branchId };
  const license = licenseOf(state);
  const latest = latestFor(store, line, license, platform);
  if (latest) return latest;
  const flagged = store.releases.latestOf(line.productId, line.branchId);
  return flagged && isRolledOutTo(flagged, license.id) ? flagged : undefined;
}

/** A version that a client reports is one of the published ones, once any is published (specs/lukittu.md section 3). */
export const versionAccepted: Check = (core, attempt, state) => {
  const { releases } = core.store;
  if (attempt.version === null && !core.settings.current().strictReleases) return;
  if (!state.product || !releases.hasPublished(state.product.id, state.branchId)) return;
  if (attempt.version === null) return refuse('release_not_found');
  const release = releases.byVersion(state.product.id, state.branchId, attempt.version);
  if (release?.status !== 'PUBLISHED') return refuse('release_not_found');
  state.release = release;
};

/**
 * The newest release of the line that the licence may have and its file for the platform.
 * @param options.beyondMaintenance whether one that only the licence's maintenance does not include is found, too
 */
export const newestRelease =
  (options: { numericOnly: boolean; beyondMaintenance?: boolean }): Check =>
  (core, attempt, state) => {
    const { store } = core;
    const query = {
      productId: state.product!.id,
      branchId: state.branchId,
      platform: attempt.platform,
      licenseId: licenseOf(state).id,
      ...options,
    };
    const release = store.releases.newest(query);
    if (!release) {
      const newer = store.releases.newest({ ...query, beyondMaintenance: true });
      if (!newer) {
        const reason = whyNothing(store, query);
        return reason === undefined ? refuse('nothing_published') : refuse('file_missing', reason);
      }
      state.release = newer;
      return refuse('release_beyond_maintenance');
    }
    state.release = release;
    state.file = fileFor(store.releaseFiles.ofRelease(release.id), attempt.platform);
  };

/** The id that is asked for can be one. */
export const wellFormedId: Check = (_core, attempt) => {
  if (!UUID.test(attempt.fileId!)) refuse('release_id_invalid');
};

/** The release of this release file's id, or of its own id. */
export const releaseOfId: Check = (core, attempt, state) => {
  const { store } = core;
  const id = attempt.fileId!.toLowerCase();
  const file = store.releaseFiles.byId(id);
  const release = store.releases.byId(file?.releaseId ?? id) ?? refuse('release_not_found');
  state.release = release;
  const product = store.products.byId(release.productId);
  if (product) state.product = product;
  if (file) state.file = file;
};

/** The file that the id names; for a release's own id the one of the given name, or the only choice. */
export const fileOfId: Check = (core, attempt, state) => {
  const files = state.file ? [state.file] : core.store.releaseFiles.ofRelease(state.release!.id);
  if (files.length === 0) refuse('release_not_found', 'The release has no file.');
  const named = attempt.fileName === null ? files : files.filter((file) => file.name === attempt.fileName);
  if (named.length === 0) refuse('file_missing', 'The release has no file of this name.');
  state.file = state.file ? named[0]! : fileFor(named, null);
};

/** The bytes of the file are there, and are those that were published, as far as is known. */
export const fileIntact: Check = (_core, _attempt, { file }) => {
  if (file?.damage) refuseDamaged(file.damage);
};

/** Neither a draft nor archived nor withdrawn; a deprecated release still downloads. */
export const releaseAvailable: Check = (_core, _attempt, { release }) => {
  if (release?.status === 'ARCHIVED') refuse('release_archived');
  if (release?.status === 'DRAFT') refuse('release_draft');
  if (release && release.withdrawnAt !== null) refuseWithdrawn(release);
};

function refuseWithdrawn({ withdrawnReason }: Release): never {
  if (withdrawnReason === null) return refuse('release_withdrawn');
  throw new Refusal('release_withdrawn', {
    message: `The release is withdrawn: ${withdrawnReason}`,
    told: withdrawnReason,
  });
}

/** The licence is one of those the release is reserved for, when it is, and its maintenance includes the release. */
export const releaseAllowed: Check = (core, _attempt, state) => {
  if (!core.store.licenses.mayHave(state.release!.id, licenseOf(state).id)) refuse('release_not_allowed');
  if (!includesRelease(licenseOf(state), state.release!)) refuse('release_beyond_maintenance');
};

/**
 * The file of a release for a platform, see `fileForPlatform`.
 * @throws {Refusal} `file_ambiguous`, `release_not_found`
 */
const fileFor = (files: ReleaseFile[], platform: string | null): ReleaseFile =>
  fileForPlatform(files, platform) ??
  (platform === null
    ? refuseAmbiguous(files)
    : refuse('release_not_found', 'The release has no file for this platform.'));

function refuseAmbiguous(files: ReleaseFile[]): never {
  throw new Refusal('file_ambiguous', {
    message: `The release has a file for each of ${files.map((file) => file.platform).join(', ')}, and none for any platform.`,
  });
}
