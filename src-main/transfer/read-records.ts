import { CsvError, parse } from 'csv-parse/sync';
import type { z } from 'zod';
import {
  CustomerRecord,
  type ImportProblem,
  LicenseRecord,
  ProductRecord,
  RecordKind,
  ReleaseRecord,
  VendorRecord,
} from '../../shared/model/transfer.ts';
import { fieldOf, kindOf } from './columns.ts';

/** A record with the row that it was read from. */
export type Numbered<T> = { row: number; value: T };

/** What a file holds: the records that can be read, and what is wrong with the others. */
export type ReadRecords = {
  vendor: VendorRecord | null;
  products: Numbered<ProductRecord>[];
  customers: Numbered<CustomerRecord>[];
  licenses: Numbered<LicenseRecord>[];
  releases: Numbered<ReleaseRecord>[];
  problems: ImportProblem[];
  /** Columns that mean nothing here. */
  ignored: string[];
};

/** A file that is no file of records at all; the message says what was expected. */
export class UnreadableRecords extends Error {
  readonly code = 'unreadable_records';
}

const schemas = {
  products: ProductRecord,
  customers: CustomerRecord,
  licenses: LicenseRecord,
  releases: ReleaseRecord,
} satisfies Record<RecordKind, z.ZodType>;

type Raw = Numbered<Record<string, unknown>>;

/**
 * Reads records from the text of a CSV or JSON file.
 * @param fileName tells CSV (RFC 4180) from JSON by its extension, and the kind of record of a CSV file
 * @param kind the kind of record of a CSV file, or of a JSON list; default: what name and columns tell
 * @throws {UnreadableRecords}
 */
export function readRecords(fileName: string, content: string, kind: RecordKind | null): ReadRecords {
  const read: ReadRecords = {
    ...{ vendor: null, products: [], customers: [], licenses: [], releases: [] },
    problems: [],
    ignored: [],
  };
  const text = content.replace(/^\uFEFF/, '');
  if (/^\s*[[{]/.test(text)) readJson(read, text, fileName, kind);
  else readCsv(read, text, fileName, kind);
  return read;
}

function readJson(read: ReadRecords, text: string, fileName: string, kind: RecordKind | null): void {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new UnreadableRecords(`The file is not JSON: ${(error as Error).message}.`);
  }
  const listed = Array.isArray(document) ? document : withoutWrapping(document as Record<string, unknown>);
  if (Array.isArray(listed)) {
    const first: unknown = listed[0];
    const columns = typeof first === 'object' && first !== null ? Object.keys(first) : [];
    return takeList(read, kind ?? kindOf(fileName, columns) ?? refuseKind(), listed);
  }
  const sections = listed;
  const known = RecordKind.options.filter((name) => sections[name] !== undefined);
  if (known.length === 0 && sections['vendor'] === undefined)
    throw new UnreadableRecords(
      `The file holds none of ${['vendor', ...RecordKind.options].join(', ')}. Each is a list of records under its name; see the manual.`,
    );
  if (sections['vendor'] != null) {
    const parsed = VendorRecord.safeParse(sections['vendor']);
    if (parsed.success) read.vendor = parsed.data;
    else read.problems.push(...problemsOf('vendor', 1, parsed.error));
  }
  for (const name of known) {
    const records = sections[name];
    if (!Array.isArray(records)) throw new UnreadableRecords(`"${name}" must be a list of records.`);
    takeList(read, name, records);
  }
}

/** An API may wrap its answer: Lukittu's lists lie in `data`. */
const withoutWrapping = (document: Record<string, unknown>): Record<string, unknown> | unknown[] => {
  const { data } = document;
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown> | unknown[]) : document;
};

function takeList(read: ReadRecords, kind: RecordKind, records: readonly unknown[]): void {
  const rows = records.map((value, index): Raw => ({
    row: index + 1,
    value: typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {},
  }));
  take(read, kind, rows);
}

function readCsv(read: ReadRecords, text: string, fileName: string, kind: RecordKind | null): void {
  let lines: { record: string[]; info: { lines: number } }[];
  try {
    lines = parse(text, {
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
      delimiter: /^[^,;\t\r\n]*([,;\t])/.exec(text)?.[1] ?? ',', // what first separates two column names
    }) as unknown as typeof lines;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableRecords(`The file is not CSV: ${error.message}.`);
  }
  const [head, ...body] = lines;
  if (!head) throw new UnreadableRecords('The file is empty. Its first line must name the columns.');
  const columns = head.record.map((name) => name.trim());
  const rows = body.map(({ record, info }): Raw => {
    const cells = columns.flatMap((name, index) => {
      const cell = unguarded(record[index] ?? '');
      return cell.trim() === '' ? [] : [[name, cell] as const];
    });
    return { row: info.lines, value: Object.fromEntries(cells) };
  });
  take(read, kind ?? kindOf(fileName, columns) ?? refuseKind(), rows);
}

/** Takes off the quote with which an export keeps a cell from becoming a formula. */
const unguarded = (cell: string): string => (/^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell);

function refuseKind(): never {
  throw new UnreadableRecords(
    `Neither the name nor the columns of the file tell what it holds. Say which: ${RecordKind.options.join(', ')}.`,
  );
}

function take(read: ReadRecords, kind: RecordKind, rows: readonly Raw[]): void {
  const ignored = new Set(read.ignored);
  for (const { row, value } of rows) {
    const known: Record<string, unknown> = {};
    for (const [column, cell] of Object.entries(value)) {
      const field = fieldOf(kind, column);
      if (field === undefined) ignored.add(column);
      else known[field] ??= references(field, cell);
    }
    const parsed = schemas[kind].safeParse(known);
    if (parsed.success) (read[kind] as Numbered<unknown>[]).push({ row, value: parsed.data });
    else read.problems.push(...problemsOf(kind, row, parsed.error));
  }
  read.ignored = [...ignored];
}

/** An API has whole objects where a record refers to others; their ids name them, and branches are known by name. */
function references(field: string, value: unknown): unknown {
  if (field === 'product') return within(value, 'id');
  if (field === 'discordId') return within(value, 'discordId');
  if (field === 'branch') return within(value, 'name');
  if (!['products', 'customers', 'licenses'].includes(field)) return value;
  const values = Array.isArray(value) ? value : typeof value === 'string' || value == null ? value : [value];
  return Array.isArray(values) ? values.map((one: unknown) => within(one, 'id')) : values;
}

const within = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : value;

const problemsOf = (kind: ImportProblem['kind'], row: number, error: z.ZodError): ImportProblem[] =>
  error.issues.map(({ path, message }) => ({
    kind,
    row,
    field: path.length === 0 ? null : path.join('.'),
    message: message === 'Invalid input: expected string, received undefined' ? 'is missing' : message,
  }));
