import { isPreRelease, versionRank } from './version-rank.ts';

/** A release of the line that keeps another one from becoming the latest by itself, and why. */
export type Precedence = { version: string; why: 'newer' | 'final' | 'incomparable' };

/**
 * What keeps a release from becoming the latest of its line by itself. The latest one is the highest version that can be
 * compared, a final one before every pre-release. A version that cannot be compared is the latest only where no other can
 * be compared either, and among such the last published one is.
 * @param others the versions of the line's other releases that may be the latest: published, not withdrawn, for everyone
 * @returns null when it becomes the latest
 */
export function precedence(version: string, others: readonly string[]): Precedence | null {
  const because = (why: Precedence['why'], found: string | undefined): Precedence | null =>
    found === undefined ? null : { version: found, why };
  const comparable = others
    .flatMap((other) => {
      const rank = versionRank(other);
      return rank === null ? [] : [{ version: other, rank }];
    })
    .toSorted((a, b) => (a.rank < b.rank ? 1 : -1));
  const finals = comparable.filter((other) => !isPreRelease(other.version));
  const highest = finals[0] ?? comparable[0];
  const rank = versionRank(version);
  if (rank === null) return because('incomparable', highest?.version);
  if (isPreRelease(version)) {
    const standing = finals[0]?.version ?? others.find((other) => versionRank(other) === null);
    if (standing !== undefined) return because('final', standing);
    return because('newer', highest && highest.rank > rank ? highest.version : undefined);
  }
  return because('newer', finals[0] && finals[0].rank > rank ? finals[0].version : undefined);
}
