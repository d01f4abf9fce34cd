import type { RecordKind } from '../../shared/model/transfer.ts';

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
    discordId: ['discord'],
    postalAddress: ['address'],
    metadata: [],
    createdAt: ['created'],
    updatedAt: ['updated'],
  },
  licenses: {
    id: ['licenseid', 'licenceid', 'uuid'],
    key: ['licensekey', 'licencekey', 'downloadid', 'dlid'],
    products: ['product', 'productid', 'productids'],
    customers: ['customer', 'customerid', 'customerids', 'user', 'useremail'],
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
    status: [],
    latest: [],
    licenses: ['allowedlicenses', 'licenseids'],
    publishedAt: ['published', 'releasedate'],
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

/** What kind of record a CSV file holds, by its name or its columns; null when neither tells. */
export function kindOf(fileName: string, columns: readonly string[]): RecordKind | null {
  const named = /(product|customer|licen[cs]e|release)/i.exec(fileName)?.[1]?.toLowerCase();
  if (named) return named === 'license' || named === 'licence' ? 'licenses' : (`${named}s` as RecordKind);
  const has = (kind: RecordKind, field: string) => columns.some((column) => fieldOf(kind, column) === field);
  if (has('licenses', 'key')) return 'licenses';
  if (has('releases', 'version')) return 'releases';
  if (has('customers', 'email') || has('customers', 'username')) return 'customers';
  return has('products', 'number') || has('products', 'url') ? 'products' : null;
}
