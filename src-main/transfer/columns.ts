import { RecordKind } from '../../shared/model/transfer.ts';

/**
 * A column name in small letters and digits alone: `License Key`, `license_key` and `licenseKey` are one. What may turn
 * its sense round stays: `!active`, and everything beyond ASCII that is no form of it.
 */
export const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\0- "-/:-@[-`{-\x7f]/g, '');

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
    products: [],
    customers: ['customer', 'customerid', 'customerids', 'user', 'userid', 'owner', 'ownerid', 'username'],
    expirationType: [],
    expirationStart: [],
    expirationDate: [
      ...[
        'expiresat',
        'expireson',
        'expires',
        'expiry',
        'expirydate',
        'expiryat',
        'dateexpiry',
        'expiredate',
      ],
      ...['expiration', 'expiredat', 'expireddate', 'validuntil', 'validto', 'validtill', 'licenseexpiry'],
      ...['exp', 'expdate', 'notafter', 'enddate', 'endsat', 'endson', 'endedat', 'endedon', 'publishdown'],
      ...['subscriptionend', 'subscriptionenddate', 'subscriptionendsat', 'subscriptionendedat'],
      ...['paidthrough', 'paidthru', 'goodthrough', 'goodthru'],
    ],
    expirationDays: ['days', 'validfor'],
    suspended: [],
    revoked: [],
    seats: [
      ...['hwidlimit', 'activationlimit', 'activationslimit', 'allowedactivations', 'devices'],
      ...['maxactivations', 'activationsmax', 'timesactivatedmax', 'maxdevices', 'devicelimit', 'maxseats'],
      ...[
        'seatlimit',
        'maxmachines',
        'machinelimit',
        'sitelimit',
        'maxsites',
        'maxalloweddomains',
        'licenselimit',
        'activationspurchased',
        'activationspurchasedtotal',
      ],
    ],
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
    product: [],
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

/** Elsewhere a product is an item, a plug-in or, at EDD, a download. `download_id` is LicenseDock's word for a key. */
const NAMES_PRODUCT =
  /product|^(?:sku|(?:item|software|application|app|plugin|download)(?:id|name|title|code|alias|sku|slug)?)$/;
/** What a column says of a product without naming it. */
const OF_PRODUCT =
  /^total|(?:type|version|url|link|price|amount|description|image|category|count|quantity)s?$/;
/** `customer_email`, `buyer name`, `email`. */
const WHO = 'customer|owner|buyer|client|licensee|purchaser';
const NAMES_CUSTOMER = new RegExp(
  `^(?:(?:${WHO}|user|billing)?e?mail(?:address)?|(?:${WHO})(?:full|user|display)?name)$`,
);

/** The field that a column of this kind of record holds; undefined for one that means nothing here. */
export function fieldOf(kind: RecordKind, column: string): string | undefined {
  const name = plain(column);
  const field = fields[kind].get(name);
  if (field !== undefined) return field;
  if (kind === 'licenses' && NAMES_CUSTOMER.test(name)) return 'customers';
  if ((kind === 'licenses' || kind === 'releases') && NAMES_PRODUCT.test(name) && !OF_PRODUCT.test(name))
    return kind === 'licenses' ? 'products' : 'product';
  return undefined;
}

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
