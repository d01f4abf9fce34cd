const COMPARABLE =
  /^v?(\d{1,16}(?:\.\d{1,16}){0,3})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;
const NUMERIC = /^\d+(\.\d+){1,3}$/;
const WIDTH = 16;
const LARGEST = '9'.repeat(WIDTH);

/**
 * A text that sorts, character by character, as the version does: one to four numbers, and a pre-release part by the rules
 * of Semantic Versioning 2.0.0 section 11. It ends in `~`, after every pre-release, when there is none.
 * @returns null for a version that cannot be compared
 */
export function versionRank(version: string): string | null {
  const match = COMPARABLE.exec(version);
  if (!match) return null;
  const numbers = match[1]!.split('.');
  const core = Array.from({ length: 4 }, (_, index) => (numbers[index] ?? '0').padStart(WIDTH, '0')).join(
    '.',
  );
  if (match[2] === undefined) return `${core}~`;
  // '!' sorts before every character of an identifier, so that a shorter list of identifiers comes first.
  const identifiers = match[2].split('.').map((identifier) => {
    if (!/^\d+$/.test(identifier)) return `1${identifier}`;
    const digits = identifier.replace(/^0+(?=\d)/, '');
    return `0${String(digits.length).padStart(3, '0')}${digits}`;
  });
  return `${core}-${identifiers.join('!')}!`;
}

/**
 * The rank of the last version that a bound admits: the numbers that it does not name are free, so that `2.1` admits every
 * 2.1.x, and `2` all of 2. A bound with a pre-release part admits exactly up to it.
 * @returns null for a bound that cannot be compared
 */
export function boundRank(bound: string): string | null {
  const match = COMPARABLE.exec(bound);
  if (!match || match[2] !== undefined) return versionRank(bound);
  const numbers = match[1]!.split('.');
  return `${Array.from({ length: 4 }, (_, index) => numbers[index]?.padStart(WIDTH, '0') ?? LARGEST).join('.')}~`;
}

/** Whether a version is digits and dots only, two to four numbers: the only form Cryptlex knows. */
export const isNumericVersion = (version: string): boolean => NUMERIC.test(version) && version.length <= 64;

/**
 * Whether `candidate` is newer than `current`, comparing only as many numbers as `current` has
 * (Cryptlex's rule for a caller that knows fewer components). A number that `candidate` lacks is 0.
 * @param candidate a numeric version, as is `current`
 */
export function isNewer(candidate: string, current: string): boolean {
  const offered = candidate.split('.').map(BigInt);
  for (const [index, mine] of current.split('.').map(BigInt).entries()) {
    const theirs = offered[index] ?? 0n;
    if (theirs !== mine) return theirs > mine;
  }
  return false;
}

/** Whether a version has a pre-release part, and so comes before the final one; false where it cannot be compared. */
export const isPreRelease = (version: string): boolean => COMPARABLE.exec(version)?.[2] !== undefined;
