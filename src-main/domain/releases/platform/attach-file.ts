import type { Core } from '../../core.ts';
import type { NewFile } from '../../model.ts';
import { refuse } from '../../refusal.ts';
import { addFile } from '../release-rules.ts';
import { expectFile } from './create-platform-release.ts';
import { findPlatformRelease, isFrozen, type PlatformRelease } from './find-platform-release.ts';

/**
 * The release that may take a file: asked before its bytes are taken in. A published one takes its own file again when the bytes
 * of that are missing or damaged.
 * @throws {Refusal} as `findPlatformRelease`, `release_frozen`
 */
export function assertTakesFile(core: Core, reference: string): PlatformRelease {
  const found = findPlatformRelease(core, reference);
  if (isFrozen(found) && !found.file?.damage) refuse('release_frozen');
  return found;
}

/**
 * Gives a release its file for one platform, or another one. When the release is published already, and only this platform is
 * new, the file waits for its own publication.
 * @returns also whether it had a file before, and the SHA-256 of bytes that may have lost their last name
 * @throws {Refusal} as `assertTakesFile`
 */
export function attachFile(
  core: Core,
  reference: string,
  file: NewFile,
): { id: string; replaced: boolean; dropped: string[] } {
  const { store, now } = core;
  return store.change(() => {
    const found = findPlatformRelease(core, reference);
    const { id, release, platform } = found;
    if (isFrozen(found)) {
      if (found.file?.sha256 !== file.sha256) refuse('release_frozen');
      return { id, replaced: true, dropped: [] }; // its bytes were bad, and came again
    }
    const before = found.file ?? found.pending?.file ?? null;
    if (release.status === 'DRAFT') {
      if (found.file) store.releaseFiles.remove(id);
      if (!found.pending) expectFile(core, release, platform, id); // so that the new file has this id
      addFile(core, release.id, platform, file);
      store.releases.setUpdated(release.id, now());
    } else store.pendingFiles.save({ ...found.pending!, file, updatedAt: now() });
    return { id, replaced: before !== null, dropped: before ? [before.sha256] : [] };
  });
}

/**
 * Takes the file from a release that is not published; its platform waits for another one.
 * @returns also the SHA-256 of bytes that may have lost their last name
 * @throws {Refusal} as `findPlatformRelease`, `release_frozen`, `file_missing`
 */
export function detachFile(core: Core, reference: string): { id: string; dropped: string[] } {
  const { store, now } = core;
  return store.change(() => {
    const found = findPlatformRelease(core, reference);
    if (isFrozen(found)) refuse('release_frozen');
    const { id, release, platform, file, pending } = found;
    const before = file ?? pending?.file ?? refuse('file_missing');
    if (pending) store.pendingFiles.save({ ...pending, file: null, updatedAt: now() });
    else {
      store.releaseFiles.remove(id);
      expectFile(core, release, platform, id);
      store.releases.setUpdated(release.id, now());
    }
    return { id, dropped: [before.sha256] };
  });
}
