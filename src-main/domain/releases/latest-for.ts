import { includesRelease } from '../licenses/maintenance.ts';
import type { License, Release } from '../model.ts';
import type { Store } from '../store.ts';
import { fileForPlatform, isLatest } from './release-rules.ts';
import { isRolledOutTo } from './rollout.ts';

/**
 * The release that is the latest of a line for one licence: the one flagged so, or where that one is withdrawn, not yet
 * rolled out to this licence, newer than its maintenance includes or without the bytes of its file, the newest before it that
 * it may have.
 * @param platform that the release has a file for; null = any will do
 */
export function latestFor(
  { releases, releaseFiles }: Store,
  line: { productId: string; branchId: string | null },
  license: License,
  platform: string | null,
): Release | undefined {
  const flagged = releases.latestOf(line.productId, line.branchId);
  if (!flagged) return undefined;
  if (isLatest(flagged) && isRolledOutTo(flagged, license.id) && includesRelease(license, flagged)) {
    const file = fileForPlatform(releaseFiles.ofRelease(flagged.id), platform);
    if (!file?.damage) return flagged;
  }
  return releases.newestBefore({ ...line, platform, licenseId: license.id, numericOnly: false }, flagged.id);
}
