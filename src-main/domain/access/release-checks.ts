import type { ReleaseFile } from '../model.ts';
import { Refusal, refuse } from '../refusal.ts';
import type { Core } from '../core.ts';
import type { Check, State } from './attempt.ts';
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

/** The release of exactly this version, or the one flagged latest, and its file for a client that names no platform. */
export const releaseOfVersion: Check = (core, attempt, state) => {
  const { releases } = core.store;
  const productId = state.product!.id;
  const release =
    attempt.version !== null
      ? releases.byVersion(productId, state.branchId, attempt.version)
      : releases.latestOf(productId, state.branchId);
  if (!release) return refuse('release_not_found');
  const files = core.store.releaseFiles.ofRelease(release.id);
  if (files.length === 0) return refuse('release_not_found', 'The release has no file.');
  state.release = release;
  state.file = fileFor(files, attempt.platform);
};

/** A version that a client reports is one of the published ones, once any is published (specs/lukittu.md section 3). */
export const versionAccepted: Check = (core, attempt, state) => {
  const { releases } = core.store;
  if (!state.product || !releases.hasPublished(state.product.id, state.branchId)) return;
  if (attempt.version === null) {
    if (core.settings.current().strictReleases) refuse('release_not_found');
    return;
  }
  const release = releases.byVersion(state.product.id, state.branchId, attempt.version);
  if (release?.status !== 'PUBLISHED') return refuse('release_not_found');
  state.release = release;
};

/** The newest release of the line that the licence may have and its file for the platform. */
export const newestRelease =
  (options: { numericOnly: boolean }): Check =>
  (core, attempt, state) => {
    const { store } = core;
    const release = store.releases.newest({
      productId: state.product!.id,
      branchId: state.branchId,
      platform: attempt.platform,
      licenseId: licenseOf(state).id,
      numericOnly: options.numericOnly,
    });
    if (!release) return refuse('nothing_published');
    state.release = release;
    state.file = fileFor(store.releaseFiles.ofRelease(release.id), attempt.platform);
  };

/** The release file of this id; a release's id too, where its file is unambiguous or named. */
export const releaseOfFileId: Check = (core, attempt, state) => {
  const { store } = core;
  const id = attempt.fileId!;
  const file = store.releaseFiles.byId(id);
  const release = store.releases.byId(file ? file.releaseId : id) ?? refuse('release_not_found');
  state.release = release;
  const product = store.products.byId(release.productId);
  if (product) state.product = product;
  const found = file ?? fileOfRelease(core, release.id, attempt.fileName);
  if (attempt.fileName !== null && found.name !== attempt.fileName)
    refuse('file_missing', 'The release has no file of this name.');
  state.file = found;
};

/** Neither a draft nor archived; a deprecated release still downloads. */
export const releaseAvailable: Check = (_core, _attempt, state) => {
  if (state.release?.status === 'ARCHIVED') refuse('release_archived');
  if (state.release?.status === 'DRAFT') refuse('release_draft');
};

/** The licence is one of those the release is reserved for, when it is. */
export const releaseAllowed: Check = (core, _attempt, state) => {
  if (!core.store.licenses.mayHave(state.release!.id, licenseOf(state).id)) refuse('release_not_allowed');
};

/**
 * The file of a release for a platform (design.md section 6): for none, the any-platform file, else the only one.
 * @throws {Refusal} `file_ambiguous`, `release_not_found`
 */
export function fileFor(files: ReleaseFile[], platform: string | null): ReleaseFile {
  const any = files.find((file) => file.platform === null);
  if (platform !== null)
    return (
      files.find((file) => file.platform === platform) ??
      any ??
      refuse('release_not_found', 'The release has no file for this platform.')
    );
  return any ?? (files.length === 1 ? files[0]! : refuseAmbiguous(files));
}

function refuseAmbiguous(files: ReleaseFile[]): never {
  throw new Refusal('file_ambiguous', {
    message: `The release has a file for each of ${files.map((file) => file.platform).join(', ')}, and none for any platform.`,
  });
}

function fileOfRelease(core: Core, releaseId: string, name: string | null): NonNullable<State['file']> {
  const files = core.store.releaseFiles.ofRelease(releaseId);
  if (files.length === 0) return refuse('release_not_found', 'The release has no file.');
  if (name === null) return fileFor(files, null);
  return (
    files.find((file) => file.name === name) ??
    refuse('file_missing', 'The release has no file of this name.')
  );
}
