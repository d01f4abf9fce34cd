import { CsvError, parse } from 'csv-parse/sync';
import { unguarded } from '../../shared/csv-cell.ts';
import {
  type CustomerRecord,
  type ImportProblem,
  type LicenseRecord,
  type ProductRecord,
  RecordKind,
  type ReleaseRecord,
  VendorRecord,
} from '../../shared/model/transfer.ts';
import { kindOf, plain } from './columns.ts';
import { readRow } from './read-row.ts';
import { repeatedMember } from './repeated-member.ts';
import { hintsAtRestriction, UNNAMED } from './restriction-hints.ts';
import { isNothing } from './standing.ts';

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
  /** Columns that may restrict licences and are not understood. */
  restricting: string[];
};

/** A file that is no file of records at all; the message says what was expected. */
export class UnreadableRecords extends Error {
  readonly code = 'unreadable_records';
}

/** A row as it stands in the file: its cells under the names of their columns. */
type Raw = { row: number; cells: readonly (readonly [string, unknown])[] };

type Reading = ReadRecords & {
  isLeftOut: (column: string) => boolean;
  /** How many rows have a key or an id of a licence. */
  named: Map<string, number>;
};

/**
 * Reads records from the text of a CSV or JSON file.
 * @param fileName tells CSV (RFC 4180) from JSON by its extension, and the kind of record of a CSV file
 * @param kind the kind of record of a CSV file, or of a JSON list; default: what name and columns tell
 * @param leftOut columns that are not read, in any spelling
 * @throws {UnreadableRecords}
 */
export function readRecords(
  fileName: string,
  content: string,
  kind: RecordKind | null,
  leftOut: readonly string[],
): ReadRecords {
  const names = new Set(leftOut.map(plain));
  const read: Reading = {
    ...{ vendor: null, products: [], customers: [], licenses: [], releases: [] },
    problems: [],
    ignored: [],
    restricting: [],
    isLeftOut: (column) => names.has(plain(column)),
    named: new Map(),
  };
  const text = content.replace(/^\uFEFF/, '');
  if (/^\s*[[{]/.test(text)) readJson(read, text, fileName, kind);
  else readCsv(read, text, fileName, kind);
  const { isLeftOut: _, named: __, ...records } = read;
  return records;
}

function readJson(read: Reading, text: string, fileName: string, kind: RecordKind | null): void {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw new UnreadableRecords(`The file is not JSON: ${(error as Error).message}.`);
  }
  const repeated = repeatedMember(text);
  if (repeated !== null)
    throw new UnreadableRecords(
      `The file has "${repeated}" twice in one object, and it is unclear which holds: take one of them out.`,
    );
  const listed = Array.isArray(document) ? document : withoutWrapping(document as Record<string, unknown>);
  if (listed !== document) refuseUnknown(document as object, ['data']);
  if (Array.isArray(listed)) {
    const columns = cellsOf(listed[0]).map(([column]) => column);
    return takeList(read, kind ?? kindOf(fileName, columns) ?? refuseKind(), listed);
  }
  const sections = listed;
  const known = RecordKind.options.filter((name) => sections[name] !== undefined);
  if (known.length === 0 && sections['vendor'] === undefined)
    throw new UnreadableRecords(
      `The file holds none of ${['vendor', ...RecordKind.options].join(', ')}. Each is a list of records under its name; see the manual.`,
    );
  refuseUnknown(sections, ['vendor', ...RecordKind.options]);
  if (sections['vendor'] != null) {
    const parsed = VendorRecord.safeParse(sections['vendor']);
    if (parsed.success) read.vendor = parsed.data;
    else
      for (const { path, message } of parsed.error.issues)
        read.problems.push({ kind: 'vendor', row: 1, field: path.join('.') || null, message });
  }
  for (const name of known) {
    const records = sections[name];
    if (!Array.isArray(records)) throw new UnreadableRecords(`"${name}" must be a list of records.`);
    takeList(read, name, records);
  }
}

/** A list beside those that are understood may say which licences are revoked. */
function refuseUnknown(sections: object, known: readonly string[]): void {
  const unknown = Object.entries(sections).find(
    ([name, value]) =>
      !known.includes(name) &&
      typeof value === 'object' &&
      !isNothing(value) &&
      (/licen[cs]e|key/i.test(name) || hintsAtRestriction(name)),
  );
  if (unknown)
    throw new UnreadableRecords(
      `"${unknown[0]}" may restrict licences, and is not understood: take it out, or put what it says into "licenses".`,
    );
}

/** An API may wrap its answer: Lukittu's lists lie in `data`. */
const withoutWrapping = (document: Record<string, unknown>): Record<string, unknown> | unknown[] => {
  const { data } = document;
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown> | unknown[]) : document;
};

function takeList(read: Reading, kind: RecordKind, records: readonly unknown[]): void {
  const rows = records.map((value, index): Raw => ({
    row: index + 1,
    cells: cellsOf(value),
  }));
  take(read, kind, rows);
}

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];

/** The fields of an object; those of JSON:API, as Keygen answers, lie deeper, and what it refers to in `data`. */
function cellsOf(value: unknown): [string, unknown][] {
  const fields = entriesOf(value);
  const { attributes, relationships } = Object.fromEntries(fields);
  if (typeof attributes !== 'object') return fields;
  const related = entriesOf(relationships).map(([name, to]): [string, unknown] => [
    name,
    Object.fromEntries(entriesOf(to))['data'],
  ]);
  const own = fields.filter(([name]) => !['type', 'attributes', 'relationships', 'links'].includes(name));
  return [...own, ...entriesOf(attributes), ...related];
}

function readCsv(read: Reading, text: string, fileName: string, kind: RecordKind | null): void {
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
  const columns = head.record.map((name, index) => name.trim() || `${UNNAMED} ${index + 1}`);
  const of = kind ?? kindOf(fileName, columns) ?? refuseKind();
  const rows: Raw[] = [];
  for (const { record, info } of body) {
    if (record.length === columns.length)
      rows.push({
        row: info.lines,
        cells: columns.flatMap((name, index) => {
          const cell = unguarded(record[index]!);
          return cell.trim() === '' ? [] : [[name, cell] as const];
        }),
      });
    else {
      // Its key is in one of its cells.
      for (const cell of new Set(record)) count(read, unguarded(cell).trim());
      read.problems.push({
        kind: of,
        row: info.lines,
        field: null,
        message: `has ${record.length} cells, and the first line names ${columns.length} columns`,
      });
    }
  }
  take(read, of, rows);
}

function refuseKind(): never {
  throw new UnreadableRecords(
    `Neither the name nor the columns of the file tell what it holds. Say which: ${RecordKind.options.join(', ')}.`,
  );
}

const count = ({ named }: Reading, name: string): void => void named.set(name, (named.get(name) ?? 0) + 1);

function take(read: Reading, kind: RecordKind, rows: readonly Raw[]): void {
  const ignored = new Set(read.ignored);
  const restricting = new Set(read.restricting);
  const readable: (Numbered<unknown> & { names: string[] })[] = [];
  for (const { row, cells } of rows) {
    const found = readRow(kind, cells, read.isLeftOut);
    for (const column of found.ignored) ignored.add(column);
    for (const column of found.restricting) restricting.add(column);
    for (const name of found.names) count(read, name);
    if ('value' in found) readable.push({ row, value: found.value, names: found.names });
    else for (const problem of found.problems) read.problems.push({ kind, row, ...problem });
  }
  for (const { row, value, names } of readable)
    // Which of them is right? Where one is bad or says that the licence is revoked, the other must not bring it back.
    if (names.some((name) => read.named.get(name)! > 1))
      read.problems.push({ kind, row, field: 'key', message: 'another row of this file is the same one' });
    else (read[kind] as Numbered<unknown>[]).push({ row, value });
  read.ignored = [...ignored];
  read.restricting = [...restricting];
}
