/**
 * What makes a spreadsheet take a cell for a formula: a sign, also a full-width or small one as Asian keyboards write
 * it, a tab or a line break. Apostrophes before it belong to it, so that taking one off gives back the text.
 */
const FORMULA = /^'*[=+\-@＝＋－＠﹦﹢﹣﹫\t\r\n]/;

/** A text as a cell that no spreadsheet takes for a formula: such a one begins with an apostrophe more. */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The text of a cell that may be guarded. */
export const unguarded = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;

/** A text as a cell of a CSV file (RFC 4180), guarded. */
export function csvCell(text: string): string {
  const safe = guarded(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
