import { UUID } from '../../../../shared/uuid.ts';
import type { Core } from '../../core.ts';
import type { PendingFile, Release, ReleaseFile } from '../../model.ts';
import { Refusal, refuse } from '../../refusal.ts';

/**
 * A release for one platform: what Cryptlex calls a release. Those of one version on one line are one release here, so they
 * share its name, notes, version and line; each has a file, one to come, or, as the only one of its release, neither.
 */
export type PlatformRelease = {
  /** Of the file, whether it is there or to come; the release's own when there is neither. */
  id: string;
  release: Release;
  /** null = any platform. */
  platform: string | null;
  file: ReleaseFile | null;
  pending: PendingFile | null;
};

/**
 * The release for one platform that an id means: a file's, or a release's own where that leaves one choice (the one for any
 * platform, else the only one).
 * @throws {Refusal} `release_id_invalid`, `release_not_found`, `file_ambiguous`
 */
export function findPlatformRelease(core: Core, reference: string): PlatformRelease {
  if (!UUID.test(reference)) refuse('release_id_invalid');
  const { store } = core;
  const id = reference.toLowerCase();
  const file = store.releaseFiles.byId(id) ?? null;
  const pending = store.pendingFiles.byId(id) ?? null;
  const release = store.releases.byId(file?.releaseId ?? pending?.releaseId ?? id);
  if (!release) return refuse('release_not_found');
  if (file) return { id, release, platform: file.platform, file, pending: null };
  if (pending) return { id, release, platform: pending.platform, file: null, pending };
  const all = platformsOf(core, release);
  const chosen = all.find(({ platform }) => platform === null) ?? (all.length === 1 ? all[0] : undefined);
  if (chosen) return chosen;
  if (all.length === 0) return { id, release, platform: null, file: null, pending: null };
  throw new Refusal('file_ambiguous', {
    message: `The release is for ${all.map(({ platform }) => platform).join(', ')}: use the id of one of them.`,
  });
}

/** Every platform that a release has a file for, or is to have. */
export function platformsOf({ store }: Core, release: Release): PlatformRelease[] {
  return [
    ...store.releaseFiles
      .ofRelease(release.id)
      .map((file) => ({ id: file.id, release, platform: file.platform, file, pending: null })),
    ...store.pendingFiles
      .ofRelease(release.id)
      .map((pending) => ({ id: pending.id, release, platform: pending.platform, file: null, pending })),
  ];
}

/** Frozen by its publication: nothing of it can be changed, only deleted. */
export const isFrozen = ({ release, pending }: PlatformRelease): boolean =>
  pending === null && release.status !== 'DRAFT';
