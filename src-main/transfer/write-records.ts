import { stringify } from 'csv-stringify/sync';
import { guarded } from '../../shared/csv-cell.ts';
import type { RecordKind } from '../../shared/model/transfer.ts';
import { fieldsOf } from './columns.ts';

/** The first line of a CSV file of a kind. A byte order mark lets spreadsheets see that it is UTF-8. */
export const csvHead = (kind: RecordKind): string => `\uFEFF${fieldsOf(kind).join(',')}\r\n`;

/** Records as lines of CSV (RFC 4180). What a spreadsheet would take for a formula begins with an apostrophe. */
export const csvLines = (kind: RecordKind, records: readonly Record<string, unknown>[]): string =>
  stringify(
    records.map((record) => fieldsOf(kind).map((field) => cell(record[field]))),
    { record_delimiter: 'windows' },
  );

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) {
    if (value.length === 0) return '';
    return value.every((one) => typeof one === 'string') ? guarded(value.join('; ')) : JSON.stringify(value);
  }
  return guarded(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Records as the inside of a JSON list, one on a line. */
export const jsonLines = (records: readonly Record<string, unknown>[]): string =>
  records.map((record) => `    ${JSON.stringify(record)}`).join(',\n');
