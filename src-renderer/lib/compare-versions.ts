const collator = new Intl.Collator('en', { numeric: true });

/** Orders versions as people do: number by number, a pre-release before its release. Positive when `a` is newer. */
export function compareVersions(a: string, b: string): number {
  const [mine, theirs] = [split(a), split(b)];
  const numbers = collator.compare(mine.numbers, theirs.numbers);
  if (numbers !== 0) return numbers;
  if (mine.rest === '' || theirs.rest === '') return Number(mine.rest === '') - Number(theirs.rest === '');
  return collator.compare(mine.rest, theirs.rest);
}

function split(version: string): { numbers: string; rest: string } {
  const [numbers = '', ...rest] = version.replace(/^v/i, '').split(/\+/, 1)[0]!.split('-');
  return { numbers, rest: rest.join('-') };
}
