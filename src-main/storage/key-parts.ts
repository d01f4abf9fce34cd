/**
 * The part of a licence key that is stored readable, for search and display: the first and the last group, but
 * only the last four characters of a key of fewer than four groups (design.md section 3).
 */
export function keyParts(key: string): { first: string | null; last: string } {
  const groups = key.split('-');
  if (groups.length < 4) return { first: null, last: key.slice(-4) };
  return { first: groups[0]!, last: groups.at(-1)! };
}
