import type { Core } from '../../core.ts';
import type { Release } from '../../model.ts';
import { refuse } from '../../refusal.ts';
import { assertVersionFree, putRelease } from '../release-rules.ts';
import { assertPlatformFree, expectFile, lineOf } from './create-platform-release.ts';
import { findPlatformRelease, isFrozen, type PlatformRelease } from './find-platform-release.ts';

export type PlatformReleaseChanges = {
  name?: string | undefined;
  notes?: string | undefined;
  version?: string | undefined;
  channel?: string | undefined;
  /** null = any platform. */
  platform?: string | null | undefined;
};

/**
 * Changes a release for one platform before it is published. What is no platform belongs to the release, and changes for its
 * other platforms, too.
 * @throws {Refusal} as `findPlatformRelease`, `release_frozen`, `version_taken`, `name_reserved`
 */
export function changePlatformRelease(
  core: Core,
  reference: string,
  changes: PlatformReleaseChanges,
): string {
  return core.store.change(() => {
    const found = findPlatformRelease(core, reference);
    if (isFrozen(found)) refuse('release_frozen');
    changeShared(core, found.release, changes);
    const { platform } = changes;
    if (platform !== undefined && platform !== found.platform) movePlatform(core, found, platform);
    return found.id;
  });
}

function changeShared(core: Core, release: Release, changes: PlatformReleaseChanges): void {
  const { store, now } = core;
  const product = store.products.byId(release.productId)!;
  const changed = {
    ...release,
    name: changes.name ?? release.name,
    notes: changes.notes ?? release.notes,
    version: changes.version ?? release.version,
    branchId: changes.channel === undefined ? release.branchId : lineOf(core, product, changes.channel),
    updatedAt: now(),
  };
  const keys = ['name', 'notes', 'version', 'branchId'] as const;
  if (keys.every((key) => changed[key] === release[key])) return;
  if (release.status !== 'DRAFT') refuse('release_frozen');
  assertVersionFree(core, changed, release.id);
  putRelease(core, changed, false);
}

function movePlatform(core: Core, found: PlatformRelease, platform: string | null): void {
  const { store, now } = core;
  const { id, release, file, pending } = found;
  assertPlatformFree(core, release, platform);
  if (file) {
    store.releaseFiles.remove(id);
    store.releaseFiles.insert({ ...file, platform });
  } else if (pending) store.pendingFiles.save({ ...pending, platform, updatedAt: now() });
  else expectFile(core, release, platform, id);
}
