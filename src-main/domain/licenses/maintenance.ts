import type { License, Release } from '../model.ts';
import { refuse } from '../refusal.ts';
import { publicationOf } from '../releases/publication.ts';
import { boundRank, versionRank } from '../../../shared/version-rank.ts';

/**
 * Whether the licence's maintenance includes a release: neither above its highest version nor published after its last
 * date. A version that cannot be compared is above every bound. `newest` of storage/releases.ts says the same in SQL.
 */
export function includesRelease(
  { maxVersion, releasesUntil }: Pick<License, 'maxVersion' | 'releasesUntil'>,
  release: Pick<Release, 'version' | 'publishedAt' | 'createdAt'>,
): boolean {
  if (releasesUntil !== null && publicationOf(release) > releasesUntil) return false;
  if (maxVersion === null) return true;
  const rank = versionRank(release.version);
  return rank !== null && rank <= boundRank(maxVersion)!;
}

/**
 * The highest version that a licence may have, as the vendor gives it.
 * @throws {Refusal} `invalid_input` when no version can be compared with it
 */
export function readMaxVersion(bound: string | null): string | null {
  if (bound !== null && boundRank(bound) === null)
    refuse('invalid_input', 'The highest version must be numbers with dots between them, e.g. 2 or 2.1.');
  return bound;
}
