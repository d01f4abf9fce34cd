import type { z } from 'zod';
import {
  CustomerRecord,
  type ImportProblem,
  LicenseRecord,
  ProductRecord,
  type RecordKind,
  ReleaseRecord,
} from '../../shared/model/transfer.ts';
import { cellText } from './cell-text.ts';
import { fieldOf, plain } from './columns.ts';
import { mayRestrict } from './restriction-hints.ts';
import { isNothing, readStanding, type Standing } from './standing.ts';
import { readValidity, type Validity, validityPart } from './validity.ts';

const schemas = {
  products: ProductRecord,
  customers: CustomerRecord,
  licenses: LicenseRecord,
  releases: ReleaseRecord,
} satisfies Record<RecordKind, z.ZodObject>;

type Problem = Pick<ImportProblem, 'field' | 'message'>;
/** What the columns of a row say of a field. */
type Said = { column: string; value: unknown }[];

/** A row: the record that it is, or why it is none; and which of its columns were not used. */
export type FoundRow = ({ value: unknown } | { problems: Problem[] }) & {
  ignored: string[];
  /** Columns that may restrict it and are not understood; they are problems too. */
  restricting: string[];
  /** The keys and ids of a licence, readable or not: a row that another one has too is neither's. */
  names: string[];
};

/**
 * Reads one row. Nothing in it that may restrict a licence is passed over: what is not understood makes it a bad
 * row. Of columns that contradict each other the stricter one holds; where neither is, the row is bad.
 * @param cells the cells under the names of their columns, in the file's order
 * @param isLeftOut whether the vendor wants a column ignored
 */
export function readRow(
  kind: RecordKind,
  cells: readonly (readonly [string, unknown])[],
  isLeftOut: (column: string) => boolean,
): FoundRow {
  const problems: Problem[] = [];
  const ignored: string[] = [];
  const restricting: string[] = [];
  const standing: Standing = {};
  const validity: Validity = {};
  const said = new Map<string, Said>();
  const say = (field: string, column: string, value: unknown) =>
    said.set(field, [...(said.get(field) ?? []), { column, value }]);

  const isCryptlex = cells.some(([column]) => CRYPTLEX.has(plain(column)));
  for (const [column, cell] of cells) {
    if (isLeftOut(column) || (isCryptlex && plain(column) === BOUND)) {
      ignored.push(column);
      continue;
    }
    const part = kind === 'licenses' ? validityPart(column) : undefined;
    const stands = kind === 'licenses' ? readStanding(column, cell) : undefined;
    const field = fieldOf(kind, column);
    if (part !== undefined) {
      if (!isNothing(cell)) validity[part] ??= cell;
    } else if (typeof stands === 'string') problems.push({ field: column, message: stands });
    else if (stands !== undefined) Object.assign(standing, stands);
    else if (field !== undefined) say(field, column, translated(plain(column), field, cell));
    else if (mayRestrict(kind, column, cell)) {
      restricting.push(column);
      problems.push({
        field: column,
        message:
          'may be a restriction, and is not understood: name the column as the manual does, ' +
          'take it out, or choose to ignore it (--ignore-column)',
      });
    } else ignored.push(column);
  }
  if (kind === 'licenses' && !isSaid(said.get('products')))
    for (const [column, cell] of cells)
      if (VARIANT.test(plain(column)) && !isNothing(cell) && !isLeftOut(column)) {
        say('products', column, references('products', cell));
        if (ignored.includes(column)) ignored.splice(ignored.indexOf(column), 1);
      }
  const lasts = readValidity(validity);
  if (typeof lasts === 'string') problems.push({ field: 'validity', message: lasts });
  else if (lasts) for (const [field, value] of Object.entries(lasts)) say(field, 'validity', value);

  const record: Record<string, unknown> = { ...standing };
  for (const [field, columns] of said) {
    const value = merged(kind, field, columns);
    if (value instanceof Contradiction) problems.push({ field, message: value.message });
    else record[field] = value;
  }
  const textsOf = (field: string) => said.get(field)?.map(({ value }) => cellText(value)) ?? [];
  const ids = textsOf('id').map((id) => id.toLowerCase());
  const names = kind === 'licenses' ? [...new Set([...textsOf('key'), ...ids])].filter(Boolean) : [];
  const found = { ignored, restricting, names };
  const parsed = schemas[kind].safeParse(record);
  if (parsed.success && problems.length === 0) return { value: parsed.data, ...found };
  if (!parsed.success) problems.push(...problemsOf(parsed.error));
  return { problems, ...found };
}

/** What may tell one product from another where no column names one: a licence without a product is good for all. */
const VARIANT =
  /^(?:theme|extension|package|module|script|plan|edition|variant|policy|component|addon)(?:id|name|slug|code)?$/;

const isSaid = (said: Said | undefined): boolean => said?.some(({ value }) => !isNothing(value)) ?? false;

/** Cryptlex's word for a licence that is bound to its customer; elsewhere a user may be locked out. */
const BOUND = 'userlocked';
/** Columns that only Cryptlex has. */
const CRYPTLEX = new Set([
  ...['serversyncinterval', 'serversyncgraceperiod', 'allowvmactivation', 'alloweddeactivations', 'validity'],
  ...['expirationstrategy', 'fingerprintmatchingstrategy', 'leasingstrategy', 'maxallowedreleaseversion'],
]);

/** Fields that restrict nothing: of several columns the first one will do. */
const ANY_WILL_DO = new Set([
  'createdAt',
  'updatedAt',
  'name',
  'notes',
  'fullName',
  'username',
  'metadata',
  'url',
]);
/** Fields of which the lower value is the stricter one; 0 is no limit. */
const LIMITS = new Set(['seats', 'ipLimit']);
const ENDS = new Set(['expirationDate', 'expirationDays', 'releasesUntil', 'rolloutPercent']);

class Contradiction extends Error {}

/** The one value of a field that several columns may name. */
function merged(kind: RecordKind, field: string, said: Said): unknown {
  const given = said.filter(({ value }) => value != null && value !== '');
  if ((kind === 'licenses' && (field === 'products' || field === 'customers')) || field === 'product')
    return given.map(({ value }) => value);
  if (given.length < 2 || ANY_WILL_DO.has(field)) return given[0]?.value;
  const schema = (schemas[kind].shape as Record<string, z.ZodType>)[field]!;
  const read = given.map(({ value }) => schema.safeParse(value));
  const wrong = read.findIndex(({ success }) => !success);
  if (wrong !== -1) return given[wrong]!.value;
  const values = read.map(({ data }) => data);
  if (new Set(values.map((value) => JSON.stringify(value))).size === 1) return given[0]!.value;
  if (LIMITS.has(field)) return Math.min(...(values as number[]).filter((limit) => limit > 0));
  if (ENDS.has(field)) return Math.min(...(values as number[]));
  return new Contradiction(
    `the columns ${given.map(({ column }) => column).join(' and ')} contradict each other: ` +
      'take out all but one, or choose to ignore them (--ignore-column)',
  );
}

/** A value in the words of a record: what others call unlimited or never is a 0 or nothing. */
function translated(column: string, field: string, value: unknown): unknown {
  if (LIMITS.has(field) && column !== field.toLowerCase())
    return /^(?:-1|unlimited|∞)$/i.test(cellText(value)) ? 0 : value;
  if (ENDS.has(field) && (isNothing(value) || /^(?:never|lifetime|unlimited)$/i.test(cellText(value))))
    return null;
  return references(field, value);
}

/** An API has whole objects where a record refers to others: their ids name them, and branches their names. */
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

const problemsOf = (error: z.ZodError): Problem[] =>
  error.issues.map(({ path, message }) => ({
    field: path.length === 0 ? null : path.join('.'),
    message: message.endsWith('received undefined') ? 'is missing' : message,
  }));
