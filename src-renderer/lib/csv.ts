import { csvCell } from '../../shared/csv-cell.ts';

/**
 * A table as CSV (RFC 4180) with a byte order mark, which spreadsheets need to see that it is UTF-8.
 * A cell that a spreadsheet would take for a formula begins with an apostrophe.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}
