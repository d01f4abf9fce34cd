/** A key and value pair of the vendor's own. */
export type Pair = { key: string; value: string; locked: boolean };

/** The pairs of a form, without lines that were left empty. */
export const filledPairs = (pairs: readonly Pair[]): Pair[] =>
  pairs
    .map(({ key, value, locked }) => ({ key: key.trim(), value: value.trim(), locked }))
    .filter(({ key, value }) => key !== '' || value !== '');

/** What of the pairs cannot be; nothing when they are well. */
export function pairsError(pairs: readonly Pair[]): string | undefined {
  const half = filledPairs(pairs).some(({ key, value }) => key === '' || value === '');
  return half ? 'A pair needs a key and a value.' : undefined;
}
