/** How values look to people. */

/** `2026-06-01 12:00:00Z`; a dash for none. */
export const time = (iso: string | null): string =>
  iso === null ? '-' : `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`;

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `1.5 MiB`; a dash for none. */
export function size(bytes: number | null): string {
  if (bytes === null) return '-';
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]!}`;
}

/** A limit of which null means that there is none. */
export const limitOf = (limit: number | null): string => (limit === null ? 'unlimited' : String(limit));

export const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** Text of others without control characters: a user agent must not steer the terminal. */
export const printable = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '?');

/** Rows of what is noted on a thing, for `details`. */
export const metadataRows = (pairs: readonly { key: string; value: string }[]): [string, string][] =>
  pairs.map(({ key, value }) => [`metadata ${printable(key)}`, printable(value)]);

/** A text or, for nothing, a dash. */
export const orDash = (text: string | null | undefined): string =>
  text === null || text === undefined || text === '' ? '-' : printable(text);
