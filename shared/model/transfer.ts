import { z } from 'zod';
import { parseInstant } from '../instant.ts';
import { limits } from '../limits.ts';
import { webUrl } from '../web-url.ts';
import { ExpirationStart, ExpirationType, IdentifierKind, ReleaseStatus } from './enums.ts';

/** What a file of records can hold, in the order in which it is taken in. */
export const RecordKind = z.enum(['products', 'customers', 'licenses', 'releases']);
export type RecordKind = z.infer<typeof RecordKind>;

// A cell of a CSV file is text, so numbers, flags, dates and lists are read from text too.

/** 1973-03-03 and the end of the year 9999. */
const FIRST_MS = 100_000_000_000;
const LAST_MS = 253_402_300_799_999;

const lower = (value: unknown) => (typeof value === 'string' ? value.trim().toLowerCase() : value);
const upper = (value: unknown) => (typeof value === 'string' ? value.trim().toUpperCase() : value);
const trimmed = z.string().trim();
const text = trimmed.min(1, 'must not be empty').max(limits.nameLength);
const id = trimmed.pipe(z.uuid('must be a UUID')).transform((value) => value.toLowerCase());
const numberOf = (value: unknown) =>
  typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value;
const integer = (min: number, max: number) =>
  z.preprocess(numberOf, z.int('must be a whole number').min(min).max(max)).nullish();

/** Whether a value says yes or no, in the words of databases and spreadsheets; undefined for anything else. */
export function yesOrNo(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const word = String(value).trim().toLowerCase();
  if (/^(?:true|t|yes|y|on|1)$/.test(word)) return true;
  return /^(?:false|f|no|n|off|0)$/.test(word) ? false : undefined;
}
const flag = z.preprocess((value) => yesOrNo(value) ?? value, z.boolean('must be true or false')).nullish();
const NOT_A_DATE = 'must be a date and time in ISO 8601, e.g. 2027-01-31T00:00:00Z';
/** Milliseconds since the epoch, from a date, or a date and time, in ISO 8601. Without a zone it is in UTC. */
const instant = z
  .preprocess(
    (value) => {
      if (typeof value === 'number' && value < FIRST_MS) return NOT_A_DATE; // so few are seconds
      return typeof value === 'string' ? parseInstant(value.trim()) : value;
    },
    z.int(NOT_A_DATE).max(LAST_MS, NOT_A_DATE),
  )
  .nullish();
const fromJson = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};
/** In a cell the values are separated by semicolons, or stand in a JSON list. */
const list = <T extends z.ZodType>(each: T) =>
  z
    .preprocess(
      (value) => {
        if (typeof value !== 'string') return value;
        if (value.trim().startsWith('[')) return fromJson(value);
        return value.split(';').flatMap((part) => part.trim() || []);
      },
      z.array(each, 'must be a list'),
    )
    .nullish();
/** Names something else by what a person would: an id, a number, a name, an address, a key. */
const reference = z.union([trimmed.min(1), z.int().transform(String)]);
/** Each column that names something: where there are several, all of them must name the same. */
const references = z.array(list(reference));
/** Pairs, or an object of them. */
const metadata = z
  .preprocess(
    (value) => {
      const read = typeof value === 'string' ? fromJson(value) : value;
      return typeof read === 'object' && read !== null && !Array.isArray(read)
        ? Object.entries(read).map(([key, of]) => ({ key, value: of }))
        : read;
    },
    z
      .array(
        z.object({
          key: z.string().min(1).max(255),
          value: z.string().min(1).max(255),
          locked: z.boolean().default(false),
        }),
        'must be a list of pairs of key and value, or an object',
      )
      .max(limits.metadataRows),
  )
  .nullish();
const times = { createdAt: instant, updatedAt: instant };

const part = trimmed.max(255).nullable().default(null);
const postalAddress = z
  .preprocess(
    (value) => (typeof value === 'string' ? fromJson(value) : value),
    z.object(
      { city: part, country: part, line1: part, line2: part, postalCode: part, state: part },
      'must be an object',
    ),
  )
  .nullish();

const branchName = text.regex(
  /^[a-zA-Z0-9\s\-_]{2,255}$/,
  'must be 2 to 255 letters, digits, spaces, - or _',
);
const BranchRecord = z.union([
  branchName.transform((name) => ({ id: null, name })),
  z.object({ id: id.nullish(), name: branchName }),
]);

export const ProductRecord = z.object({
  id: id.nullish(),
  number: integer(1, 2_147_483_647),
  name: text,
  url: z
    .preprocess(
      (value) => (value === '' ? null : value),
      trimmed.pipe(webUrl.max(limits.urlLength)).nullable(),
    )
    .optional(),
  branches: list(BranchRecord),
  metadata,
  ...times,
});
export type ProductRecord = z.output<typeof ProductRecord>;

export const CustomerRecord = z
  .object({
    id: id.nullish(),
    fullName: text.nullish(),
    username: text.nullish(),
    email: trimmed.pipe(z.email('must be an e-mail address').max(limits.nameLength)).nullish(),
    discordId: trimmed.pipe(z.string().regex(/^\d{17,19}$/, 'must be 17 to 19 digits')).nullish(),
    postalAddress,
    metadata,
    ...times,
  })
  .refine(({ fullName, username, email }) => fullName ?? username ?? email, {
    path: ['fullName'],
    error: 'a customer needs a full name, a user name or an e-mail address',
  });
export type CustomerRecord = z.output<typeof CustomerRecord>;

export const LicenseRecord = z
  .object({
    id: id.nullish(),
    key: trimmed.regex(/^[\x21-\x7e]{4,256}$/, 'must be 4 to 256 printable characters without spaces'),
    products: references.default([]),
    customers: references.default([]),
    expirationType: z.preprocess(upper, ExpirationType).nullish(),
    expirationStart: z.preprocess(upper, ExpirationStart).nullish(),
    expirationDate: instant,
    expirationDays: integer(1, 36_500),
    suspended: flag,
    revoked: flag,
    expired: flag.describe('whether the file says that it expired, whatever the date'),
    seats: integer(0, 1_000_000),
    ipLimit: integer(0, 1_000_000),
    identifierType: z.preprocess(lower, IdentifierKind).nullish(),
    maxVersion: text.nullish(),
    releasesUntil: instant,
    metadata,
    ...times,
  })
  .superRefine((license, ctx) => {
    const wrong = (field: string, message: string) =>
      ctx.addIssue({ code: 'custom', path: [field], message });
    if (license.expirationType === 'DATE' && license.expirationDate == null)
      wrong('expirationDate', 'a licence that expires on a date needs the date');
    if (license.expirationType === 'DURATION' && license.expirationDays == null)
      wrong('expirationDays', 'a licence that lasts a number of days needs the days');
  });
export type LicenseRecord = z.output<typeof LicenseRecord>;

/** Cryptlex says of a release whether it is published. */
const statusOf = (value: unknown) => {
  const word = upper(value);
  if (word === true || word === 'TRUE') return 'PUBLISHED';
  return word === false || word === 'FALSE' ? 'DRAFT' : word;
};

export const ReleaseRecord = z.object({
  id: id.nullish(),
  product: z.array(reference).min(1).describe('each column that names it'),
  branch: text.nullish(),
  version: text.regex(/^\S+$/, 'must not contain spaces'),
  name: text.nullish(),
  notes: z.string().max(limits.notesLength).nullish(),
  status: z.preprocess(statusOf, ReleaseStatus).nullish(),
  latest: flag,
  licenses: list(reference),
  publishedAt: instant,
  rolloutPercent: integer(0, 100),
  withdrawnAt: instant,
  withdrawnReason: trimmed.max(limits.reasonLength).nullish(),
  metadata,
  ...times,
});
export type ReleaseRecord = z.output<typeof ReleaseRecord>;

/** Who the vendor is: shipped clients have the id, the public key and that of the feeds built in. */
export const VendorRecord = z.object({
  id: id.nullish(),
  name: text.nullish(),
  publicKey: z.string().max(20_000).nullish(),
  privateKey: z.string().max(20_000).nullish(),
  feedKey: z.string().max(20_000).nullish(),
});
export type VendorRecord = z.output<typeof VendorRecord>;

/** What is wrong with a row. */
export const ImportProblem = z.object({
  kind: z.enum(['vendor', ...RecordKind.options]),
  row: z.int().describe('line of a CSV file, place in a JSON list, counted from 1'),
  field: z.string().nullable(),
  message: z.string(),
});
export type ImportProblem = z.infer<typeof ImportProblem>;

const Count = z.object({
  new: z.int(),
  existing: z.int().describe('here already, and left as they are'),
  bad: z.int(),
});

/** What an import did, or would do. */
export const ImportReport = z.object({
  done: z.boolean().describe('false after a dry run, and where bad rows stopped it'),
  vendor: z.boolean().describe('whether the identity of the vendor is taken over'),
  counts: z.record(RecordKind, Count),
  restricted: z
    .object({ suspended: z.int(), revoked: z.int(), expired: z.int() })
    .describe('how many of the new licences cannot be used, by the first of these reasons from the right'),
  forEveryProduct: z
    .int()
    .describe('how many of the new licences name no product, and are therefore good for every one'),
  problems: z.array(ImportProblem),
  moreProblems: z.int().describe('how many problems are not listed'),
  ignored: z.array(z.string()).describe('columns that mean nothing here'),
  restricting: z
    .array(z.string())
    .describe('columns that may restrict licences and are not understood: ignore them, or mend the file'),
});
export type ImportReport = z.infer<typeof ImportReport>;
