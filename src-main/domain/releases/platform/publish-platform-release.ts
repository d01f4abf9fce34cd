import type { Core } from '../../core.ts';
import type { Release } from '../../model.ts';
import { refuse } from '../../refusal.ts';
import { addFile, putRelease } from '../release-rules.ts';
import { versionRank } from '../../../../shared/version-rank.ts';
import { deleteRelease } from '../change-release.ts';
import { findPlatformRelease, isFrozen, platformsOf } from './find-platform-release.ts';

/**
 * Publishes a release for one platform. A draft is published with every file that it has; a platform that joined a published
 * release is published alone. What is published already stays as it is.
 * @throws {Refusal} as `findPlatformRelease`, `file_missing` without a file, `release_frozen` when it is archived
 */
export function publishPlatformRelease(core: Core, reference: string): string {
  const { store, now } = core;
  return store.change(() => {
    const found = findPlatformRelease(core, reference);
    const { id, release, platform, pending } = found;
    if (isFrozen(found)) return release.status === 'ARCHIVED' ? refuse('release_frozen') : id;
    const waiting = pending?.file ?? null;
    if (!found.file && !waiting) refuse('file_missing', 'The release has no file yet.');
    if (waiting) addFile(core, release.id, platform, waiting);
    if (release.status === 'DRAFT')
      putRelease(
        core,
        { ...release, status: 'PUBLISHED', latest: becomesLatest(core, release), updatedAt: now() },
        false,
      );
    else store.releases.setUpdated(release.id, now());
    return id;
  });
}

/** As `release publish` does it: every licence may have it; but never before a higher version. */
function becomesLatest({ store }: Core, release: Release): boolean {
  if (store.licenses.isReserved(release.id)) return false;
  const flagged = store.releases.latestOf(release.productId, release.branchId);
  const [own, other] = [versionRank(release.version), flagged && versionRank(flagged.version)];
  return !other || (own !== null && own > other);
}

/**
 * Deletes a release for one platform, published or not, and the release with its last one.
 * @returns the SHA-256 of bytes that may have lost their last name
 * @throws {Refusal} as `findPlatformRelease`
 */
export function deletePlatformRelease(core: Core, reference: string): string[] {
  const { store, now } = core;
  return store.change(() => {
    const { id, release, file, pending } = findPlatformRelease(core, reference);
    if (platformsOf(core, release).every((one) => one.id === id))
      return deleteRelease(core, release.id).dropped;
    if (file) store.releaseFiles.remove(id);
    else store.pendingFiles.remove(id);
    store.releases.setUpdated(release.id, now());
    const bytes = file ?? pending?.file;
    return bytes ? [bytes.sha256] : [];
  });
}
