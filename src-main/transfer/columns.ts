import { RecordKind } from '../../shared/model/transfer.ts';

/** Column names without case, spaces and punctuation: `License Key`, `license_key` and `licenseKey` are one. */
const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The fields of each kind with the other names that they have in the APIs and exports of others. */
const names: Record<RecordKind, Record<string, readonly string[]>> = {
  products: {
    id: ['productid', 'uuid'],
    number: ['productnumber'],
    name: ['productname', 'title'],
    url: ['website'],
    branches: ['channels'],
    metadata: [],
    createdAt: ['created'],
    updatedAt: ['updated'],
  },
  customers: {
    id: ['customerid', 'uuid'],
    fullName: ['name', 'displayname'],
    username: ['user', 'login'],
    email: ['emailaddress', 'mail'],
    discordId: ['discord', 'discordaccount'],
    postalAddress: ['address'],
    metadata: [],
    createdAt: ['created'],
    updatedAt: ['updated'],
  },
  licenses: {
    id: ['licenseid', 'licenceid', 'uuid'],
    key: ['licensekey', 'licencekey', 'downloadid', 'dlid'],
    products: ['product', 'productid', 'productids'],
    customers: ['customer', 'customerid', 'customerids', 'user', 'userid', 'useremail'],
    expirationType: [],
    expirationStart: [],
    expirationDate: ['expiresat', 'expires', 'expiry', 'expirydate', 'validuntil'],
    expirationDays: ['days'],
    suspended: [],
    revoked: [],
    seats: ['hwidlimit', 'activationlimit', 'allowedactivations', 'devices'],
    ipLimit: [],
    identifierType: ['activationtype'],
    maxVersion: ['maxallowedreleaseversion'],
    releasesUntil: ['maintenanceexpiresat', 'maintenanceuntil'],
    metadata: [],
    createdAt: ['created'],
    updatedAt: ['updated'],
  },
  releases: {
    id: ['releaseid', 'uuid'],
    product: ['productid', 'productname'],
    branch: ['channel', 'branchname'],
    version: [],
    name: ['title'],
    notes: ['releasenotes', 'changelog'],
    status: ['published'],
    latest: [],
    licenses: ['allowedlicenses', 'licenseids'],
    publishedAt: ['releasedate'],
    rolloutPercent: ['rollout', 'stagingpercentage'],
    withdrawnAt: ['withdrawn'],
    withdrawnReason: [],
    metadata: [],
    createdAt: ['created'],
    updatedAt: ['updated'],
  },
};

const fields = Object.fromEntries(
  Object.entries(names).map(([kind, known]) => [
    kind,
    new Map(
      Object.entries(known).flatMap(([field, others]) =>
        [plain(field), ...others].map((name) => [name, field] as const),
      ),
    ),
  ]),
) as Record<RecordKind, Map<string, string>>;

/** The field that a column of this kind of record holds; undefined for one that means nothing here. */
export const fieldOf = (kind: RecordKind, column: string): string | undefined =>
  fields[kind].get(plain(column));

/** Every field of a kind, in the order in which an export writes them. */
export const fieldsOf = (kind: RecordKind): string[] => Object.keys(names[kind]);

/** Of these fields a record of the kind has at least one. */
const needed: Record<RecordKind, readonly string[]> = {
  products: ['name'],
  customers: ['fullName', 'username', 'email'],
  licenses: ['key'],
  releases: ['version'],
};

/**
 * What kind of record a CSV file holds, by its name or its columns; null when neither tells. Where the name has the words of
 * several kinds, such as `product-licences.csv`, the columns tell which it is.
 */
export function kindOf(fileName: string, columns: readonly string[]): RecordKind | null {
  const has = (kind: RecordKind, field: string) => columns.some((column) => fieldOf(kind, column) === field);
  const named = [...fileName.toLowerCase().matchAll(/(product|customer|licen[cs]e|release)/g)].map(([word]) =>
    RecordKind.parse(`${word.replace('licence', 'license')}s`),
  );
  const fitting = named.find((kind) => needed[kind].some((field) => has(kind, field)));
  if (fitting) return fitting;
  if (has('licenses', 'key')) return 'licenses';
  if (has('releases', 'version')) return 'releases';
  if (has('customers', 'email') || has('customers', 'username')) return 'customers';
  if (has('products', 'number') || has('products', 'url')) return 'products';
  return named[0] ?? null;
}
