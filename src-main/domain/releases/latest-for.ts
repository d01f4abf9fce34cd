import { includesRelease } from '../licenses/maintenance.ts';
import type { License, Release } from '../model.ts';
import type { Store } from '../store.ts';
import { isLatest } from './release-rules.ts';
import { isRolledOutTo } from './rollout.ts';

/**
 * The release that is the latest of a line for one licence: the one flagged so, or where that one is withdrawn, not yet
 * rolled out to this licence or newer than its maintenance includes, the newest before it that it may have.
 * @param platform that the release has a file for; null = any will do
 */
export function latestFor(
  { releases }: Store,
  line: { productId: string; branchId: string | null },
  license: License,
  platform: string | null,
): Release | undefined {
  const flagged = releases.latestOf(line.productId, line.branchId);
  if (!flagged) return undefined;
  if (isLatest(flagged) && isRolledOutTo(flagged, license.id) && includesRelease(license, flagged))
    return flagged;
  return releases.newestBefore({ ...line, platform, licenseId: license.id, numericOnly: false }, flagged.id);
}
