/**
 * What several columns of a row name together: at each place the one thing that all of them name.
 * @param columns what each column names, in the file's words
 * @param find everything that such a word may mean
 * @returns the things, or the word in the way and how many things it may mean, given the other columns
 */
export function agree<T extends { id: string }>(
  columns: readonly (readonly string[] | null | undefined)[],
  find: (reference: string) => readonly T[],
): { things: T[] } | { word: string; meanings: number } {
  const naming = columns.filter((words): words is readonly string[] => (words?.length ?? 0) > 0);
  const [first = [], ...others] = naming.map((words) => words.map((word) => ({ word, found: find(word) })));
  for (const { word, found } of [first, ...others].flat())
    if (found.length === 0) return { word, meanings: 0 };
  const things: T[] = [];
  for (const [place, { word, found }] of first.entries()) {
    const meant = found.filter((thing) =>
      others.every(
        (column) =>
          column.length === first.length && column[place]!.found.some((other) => other.id === thing.id),
      ),
    );
    if (meant.length !== 1) return { word, meanings: meant.length };
    things.push(meant[0]!);
  }
  return { things };
}
