/** What the bench found out. Ratios are to the baseline; null = could not be measured here. */
export type Result = {
  verify: number;
  verifySigned: number;
  download: number | null;
  classloader: number;
  readyMs: number;
  rssGrowthMiB: number;
};

const lines: [keyof Result, string, (value: number) => boolean, string][] = [
  ['verify', 'Lukittu verify : raw node:http', (value) => value >= 0.3, '≥ 0.30'],
  ['verifySigned', 'the same with a challenge to sign (RSA-2048)', () => true, ''],
  ['download', 'plain download of 256 MiB : nginx with sendfile', (value) => value >= 0.4, '≥ 0.40'],
  ['classloader', 'classloader of 256 MiB : plain Node file stream', (value) => value >= 0.6, '≥ 0.60'],
  ['readyMs', 'milliseconds from spawn to ready', (value) => value <= 1000, '≤ 1000'],
  [
    'rssGrowthMiB',
    'MiB that memory grows by: 2 GiB to eight clients at once',
    (value) => value <= 64,
    '≤ 64',
  ],
];

/** Two decimals, or none for large numbers. */
const rounded = (value: number | null) =>
  value === null ? null : value >= 100 ? Math.round(value) : Math.round(value * 100) / 100;

/** Prints the result for a person, or as one JSON object on one line. */
export function print(result: Result, json: boolean): void {
  const values = Object.fromEntries(lines.map(([name]) => [name, rounded(result[name])]));
  if (json) return void process.stdout.write(`${JSON.stringify(values)}\n`);
  for (const [name, words, reached, aim] of lines) {
    const value = values[name] ?? null;
    const shown = value === null ? 'not measured' : String(value);
    const mark =
      value === null || aim === '' ? '' : reached(value) ? `aim ${aim}: reached` : `aim ${aim}: missed`;
    process.stdout.write(`${name.padEnd(13)} ${shown.padStart(12)}  ${words}${mark && ` (${mark})`}\n`);
  }
}
