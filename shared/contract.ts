import { z } from 'zod';
import { limits } from './limits.ts';
import {
  BlacklistType,
  DownloadOutcome,
  ExpirationStart,
  ExpirationType,
  Dialect,
  IdentifierKind,
  LicenseStatus,
  ReleaseStatus,
  Scope,
} from './model/enums.ts';
import {
  AccessTokenView,
  AddressView,
  AlertView,
  ApiKeyView,
  BlacklistEntryView,
  BranchView,
  CustomerDetails,
  CustomerSummary,
  CustomerView,
  DeviceView,
  DownloadRow,
  FeedKeyView,
  FeedView,
  LicenseSummary,
  LicenseView,
  ProductView,
  QuarantinedFileView,
  ReleaseFileView,
  ReleaseView,
  RequestRow,
  ServerStatus,
  SettingView,
  StatisticsView,
  TransferView,
  VendorView,
} from './model/views.ts';
import { ImportReport, RecordKind } from './model/transfer.ts';
import { CertificateView, TlsStatus } from './model/tls.ts';
import type { Reply } from './reply.ts';
import { webUrl } from './web-url.ts';

/** What a change touches; the window reloads what it shows of these areas. */
export type Area =
  | 'vendor'
  | 'settings'
  | 'apiKeys'
  | 'products'
  | 'branches'
  | 'releases'
  | 'licenses'
  | 'devices'
  | 'addresses'
  | 'customers'
  | 'tokens'
  | 'blacklist'
  | 'alerts';

type ChannelDefinition = {
  input: z.ZodType;
  output: z.ZodType;
  /** Areas that a successful call changes; none = a reading call, for which no data folder is made. */
  changes?: readonly Area[];
  /** True: only the desktop bridge and the local socket carry it, because it names a path of this machine. */
  local?: true;
};

const none = z.strictObject({});
const id = z.uuid('must be a UUID');
const name = z.string().trim().min(1, 'must not be empty').max(limits.nameLength);
const instant = z.iso.datetime({
  offset: true,
  error: 'must be an ISO 8601 date and time, e.g. 2027-01-31T00:00:00Z',
});
/** A product by id, number or name. */
const product = z.string().trim().min(1);
/** A licence by id or whole key. */
const license = z.string().trim().min(1);
/** A path of this machine. No system knows one with a NUL character. */
const path = z.string().regex(/^[^\0]+$/, 'must be an absolute path');
/** A customer by id, e-mail address or name. */
const customer = z.string().trim().min(1);
const version = z.string().min(1, 'must not be empty').max(255).regex(/^\S+$/, 'must not contain spaces');
const branchName = z
  .string()
  .regex(/^[a-zA-Z0-9\s\-_]{2,255}$/, 'must be 2 to 255 letters, digits, spaces, - or _');
const platform = z.string().trim().min(1).max(256);
const rolloutPercent = z
  .int()
  .min(0)
  .max(100)
  .describe('to how many of a hundred licences it is offered as the newest');
const metadata = z
  .array(
    z.strictObject({
      key: z.string().min(1).max(255),
      value: z.string().min(1).max(255),
      locked: z.boolean().default(false),
    }),
  )
  .max(limits.metadataRows);
const addressPart = z.string().trim().min(1).max(limits.nameLength).nullable().default(null);
const limit = z.int().min(1).max(limits.pageRows).default(100);
const offset = z.int().min(0).default(0);
const seats = z.int().min(0).max(1_000_000).nullable();
const page = { limit, before: z.int().optional().describe('only rows older than this row id') };

/** What may be said of a customer; a name, a user name or an e-mail address it needs. */
const customerFields = {
  name: name.nullable().optional().describe('full name of a person, or the name of a firm'),
  username: name.nullable().optional(),
  email: z.email('must be an e-mail address').max(limits.nameLength).nullable().optional(),
  discordId: z
    .string()
    .regex(/^\d{17,19}$/, 'must be 17 to 19 digits')
    .nullable()
    .optional(),
  postalAddress: z
    .strictObject({
      line1: addressPart,
      line2: addressPart,
      postalCode: addressPart,
      city: addressPart,
      state: addressPart,
      country: addressPart,
    })
    .nullable()
    .optional(),
  metadata: metadata.optional(),
};

const licenseKey = z
  .string()
  .regex(/^[\x21-\x7e]{4,256}$/, 'must be 4 to 256 printable characters without spaces');

/** Certificates with their chain, or a private key. */
const pemText = z.string().min(1).max(250_000).describe('PEM');

/** What licences may be, apart from their keys. */
const licenseTerms = z.strictObject({
  products: z.array(product).max(20).default([]),
  customers: z.array(customer).max(20).default([]),
  expirationType: ExpirationType.default('NEVER'),
  expirationStart: ExpirationStart.optional(),
  expirationDate: instant.optional(),
  expirationDays: z.int().min(1).max(36_500).optional(),
  seats: seats.optional(),
  ipLimit: seats.optional(),
  identifierType: IdentifierKind.default('domain'),
  maxVersion: version
    .nullable()
    .optional()
    .describe('the highest version it may have; 2.1 includes every 2.1.x'),
  releasesUntil: instant.nullable().optional().describe('it may have what was published by then'),
  metadata: metadata.optional(),
});

/**
 * Everything a person or a script can do to a Lanyard. The window, the console and the command line
 * reach the same channels over their own transport.
 */
export const contract = {
  'server.status': { input: none, output: ServerStatus },
  'alerts.list': { input: none, output: z.array(AlertView) },

  'quarantine.list': { input: none, output: z.array(QuarantinedFileView) },
  'quarantine.export': {
    input: z.strictObject({
      sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256: 64 digits from 0-9 and a-f'),
      path: path.describe('absolute path of the file to make'),
    }),
    output: z.object({ path: z.string() }),
    local: true,
  },
  'quarantine.empty': {
    input: none,
    output: z.array(QuarantinedFileView).describe('what was deleted'),
    changes: ['alerts'],
  },

  'console.token': {
    input: none,
    output: z.object({ url: z.string().describe('logs in once') }),
    local: true,
  },

  'vendor.show': { input: none, output: VendorView },
  'vendor.init': {
    input: z.strictObject({
      id: id.optional(),
      name: name.optional(),
      privateKey: z.string().optional().describe('RSA private key, PEM'),
    }),
    output: VendorView,
    changes: ['vendor'],
  },

  'settings.list': { input: none, output: z.array(SettingView) },
  'settings.get': { input: z.strictObject({ key: z.string() }), output: SettingView },
  'settings.set': {
    input: z.strictObject({ key: z.string(), value: z.json() }),
    output: SettingView,
    changes: ['settings'],
  },

  'tls.status': { input: none, output: TlsStatus },
  'tls.set': {
    input: z.strictObject({
      on: z.boolean().optional(),
      http: z.enum(['beside', 'redirect', 'off']).optional(),
      port: z.int().min(1).max(65_535).optional(),
    }),
    output: TlsStatus.extend({
      console: z
        .string()
        .nullable()
        .describe('logs in once, where the console is from now on; null = none is served'),
    }),
    changes: ['settings'],
  },
  'tls.ca': {
    input: none,
    output: CertificateView.extend({ pem: z.string().describe('made where there is none') }),
  },
  'tls.newCa': { input: none, output: TlsStatus, changes: ['settings'] },
  'tls.useOwn': {
    input: z.union([
      z.strictObject({ certificate: pemText, key: pemText, password: z.string().max(1000).optional() }),
      z.strictObject({ pfx: z.base64().max(350_000), password: z.string().max(1000).optional() }),
    ]),
    output: TlsStatus,
    changes: ['settings'],
  },
  'tls.useLocal': { input: none, output: TlsStatus, changes: ['settings'] },

  'apiKeys.create': {
    input: z.strictObject({
      name,
      expiresAt: instant.optional(),
      scopes: z
        .array(Scope)
        .min(1, 'must name a scope; leave it out for every scope')
        .optional()
        .describe('what it may do; default: everything'),
    }),
    output: ApiKeyView.extend({ key: z.string().describe('shown once') }),
    changes: ['apiKeys'],
  },
  'apiKeys.list': { input: none, output: z.array(ApiKeyView) },
  'apiKeys.revoke': { input: z.strictObject({ id }), output: ApiKeyView, changes: ['apiKeys'] },

  'products.create': {
    input: z.strictObject({
      name,
      url: webUrl.max(limits.urlLength).nullable().optional(),
      id: id.optional(),
      number: z.int().min(1).max(2_147_483_647).optional(),
      metadata: metadata.optional(),
    }),
    output: ProductView,
    changes: ['products'],
  },
  'products.list': { input: none, output: z.array(ProductView) },
  'products.show': { input: z.strictObject({ product }), output: ProductView },
  'products.update': {
    input: z.strictObject({
      product,
      name: name.optional(),
      url: webUrl.max(limits.urlLength).nullable().optional(),
      metadata: metadata.optional().describe('replaces the metadata there was'),
    }),
    output: ProductView,
    changes: ['products'],
  },
  'products.delete': {
    input: z.strictObject({ product }),
    output: ProductView,
    changes: ['products', 'licenses'],
  },

  'branches.create': {
    input: z.strictObject({ product, name: branchName }),
    output: BranchView,
    changes: ['branches'],
  },
  'branches.list': { input: z.strictObject({ product }), output: z.array(BranchView) },
  'branches.rename': {
    input: z.strictObject({ product, branch: z.string(), name: branchName }),
    output: BranchView,
    changes: ['branches', 'releases'],
  },
  'branches.delete': {
    input: z.strictObject({ product, branch: z.string() }),
    output: BranchView,
    changes: ['branches'],
  },

  'releases.publish': {
    input: z.strictObject({
      path: path.describe('absolute path of the file on this machine'),
      product,
      version,
      branch: z.string().optional(),
      platform: platform.optional(),
      name: name.optional(),
      notes: z.string().max(limits.notesLength).optional(),
      status: ReleaseStatus.optional(),
      latest: z
        .boolean()
        .optional()
        .describe(
          'default: whether it is the highest version of its line; an existing release stays what it is',
        ),
      licenses: z.array(license).max(limits.licensesPerRelease).optional(),
      rolloutPercent: rolloutPercent.optional(),
      metadata: metadata.optional().describe('replaces the metadata there was'),
      transfer: z.string().max(64).optional().describe('names the progress events of this call'),
    }),
    output: ReleaseView.extend({ file: ReleaseFileView }),
    changes: ['releases'],
    local: true,
  },
  'releases.list': { input: z.strictObject({ product }), output: z.array(ReleaseView) },
  'releases.update': {
    input: z.strictObject({
      id,
      status: ReleaseStatus.optional(),
      latest: z.boolean().optional(),
      name: name.nullable().optional(),
      notes: z.string().max(limits.notesLength).optional(),
      rolloutPercent: rolloutPercent.optional(),
      metadata: metadata.optional().describe('replaces the metadata there was'),
      withdrawn: z
        .strictObject({ reason: z.string().trim().min(1).max(limits.reasonLength).nullable() })
        .nullable()
        .optional()
        .describe('null takes it back'),
    }),
    output: ReleaseView,
    changes: ['releases'],
  },
  'releases.delete': { input: z.strictObject({ id }), output: ReleaseView, changes: ['releases'] },
  'transfers.cancel': {
    input: z.strictObject({ transfer: z.string() }),
    output: z.object({ cancelled: z.boolean() }),
  },

  'feeds.list': {
    input: z.strictObject({ product, branch: z.string().optional(), license: license.optional() }),
    output: z.array(FeedView),
  },
  'feedKey.show': { input: none, output: FeedKeyView.nullable() },
  'feedKey.create': {
    input: z.strictObject({
      privateKey: z
        .string()
        .max(10_000)
        .optional()
        .describe('Ed25519 private key to take over: a PEM, or what generate_keys -x of Sparkle writes'),
    }),
    output: FeedKeyView,
    changes: ['vendor'],
  },
  'feedKey.delete': { input: none, output: FeedKeyView, changes: ['vendor'] },

  'licenses.create': {
    input: licenseTerms.extend({
      key: licenseKey.optional(),
    }),
    output: LicenseView,
    changes: ['licenses'],
  },
  'licenses.createMany': {
    input: licenseTerms.extend({ count: z.int().min(1).max(limits.licensesAtOnce) }),
    output: z.array(LicenseView),
    changes: ['licenses'],
  },
  'licenses.list': {
    input: z.strictObject({
      search: z.string().optional().describe('whole key, or its first or last group'),
      product: product.optional(),
      status: LicenseStatus.optional(),
      limit,
      offset,
    }),
    output: z.object({ rows: z.array(LicenseSummary), total: z.int() }),
  },
  'licenses.show': { input: z.strictObject({ license }), output: LicenseView },
  'licenses.update': {
    input: z.strictObject({
      license,
      key: licenseKey.optional().describe('the old key is worth nothing from then on'),
      products: z.array(product).max(20).optional().describe('replaces the products there were'),
      customers: z.array(customer).max(20).optional().describe('replaces the customers there were'),
      expirationType: ExpirationType.optional().describe('states the expiry anew, with the fields it needs'),
      expirationStart: ExpirationStart.optional(),
      expirationDate: instant.optional(),
      expirationDays: z.int().min(1).max(36_500).optional(),
      seats: seats.optional(),
      ipLimit: seats.optional(),
      identifierType: IdentifierKind.optional(),
      maxVersion: version.nullable().optional(),
      releasesUntil: instant.nullable().optional(),
      metadata: metadata.optional().describe('replaces the metadata there was'),
    }),
    output: LicenseView,
    changes: ['licenses'],
  },
  'licenses.suspend': { input: z.strictObject({ license }), output: LicenseView, changes: ['licenses'] },
  'licenses.resume': { input: z.strictObject({ license }), output: LicenseView, changes: ['licenses'] },
  'licenses.revoke': { input: z.strictObject({ license }), output: LicenseView, changes: ['licenses'] },
  'licenses.delete': { input: z.strictObject({ license }), output: LicenseView, changes: ['licenses'] },
  'licenses.activate': {
    input: z.strictObject({ license, identifier: z.string().trim().min(1).max(1000), name: name.optional() }),
    output: DeviceView,
    changes: ['devices', 'licenses'],
  },
  'devices.list': {
    input: z.strictObject({ license, limit, offset }),
    output: z.array(DeviceView),
  },
  'devices.forget': {
    input: z.strictObject({ license, device: id }),
    output: DeviceView,
    changes: ['devices', 'licenses'],
  },
  'devices.remember': {
    input: z.strictObject({ license, device: id }),
    output: DeviceView,
    changes: ['devices', 'licenses'],
  },
  'addresses.list': { input: z.strictObject({ license, limit, offset }), output: z.array(AddressView) },
  'addresses.forget': {
    input: z.strictObject({ license, address: id }),
    output: AddressView,
    changes: ['addresses', 'licenses'],
  },
  'addresses.remember': {
    input: z.strictObject({ license, address: id }),
    output: AddressView,
    changes: ['addresses', 'licenses'],
  },

  'customers.create': {
    input: z.strictObject(customerFields),
    output: CustomerView,
    changes: ['customers'],
  },
  'customers.search': {
    input: z.strictObject({
      search: z.string().optional().describe('a part of the name, the user name or the e-mail address'),
      limit,
      offset,
    }),
    output: z.object({ rows: z.array(CustomerSummary), total: z.int() }),
  },
  'customers.show': { input: z.strictObject({ customer }), output: CustomerDetails },
  'customers.update': {
    input: z.strictObject({ customer, ...customerFields }),
    output: CustomerView,
    changes: ['customers', 'licenses'],
  },
  'customers.delete': {
    input: z.strictObject({ customer }),
    output: CustomerView,
    changes: ['customers', 'licenses', 'tokens'],
  },
  'customers.createToken': {
    input: z.strictObject({ customer, name: name.optional(), expiresAt: instant.optional() }),
    output: AccessTokenView.extend({ token: z.string().describe('shown once') }),
    changes: ['tokens'],
  },
  'customers.listTokens': { input: z.strictObject({ customer }), output: z.array(AccessTokenView) },
  'customers.revokeToken': { input: z.strictObject({ id }), output: AccessTokenView, changes: ['tokens'] },

  'records.hold': {
    input: z.strictObject({
      file: id.optional().describe('what the part before was answered with; the first part has none'),
      part: z.string().max(limits.recordsPart).describe('the next part of the text'),
    }),
    output: z.object({ file: id.describe('held for an import until other files are') }),
  },
  'records.import': {
    input: z.strictObject({
      fileName: z.string().min(1).max(255).describe('tells CSV from JSON, and what a CSV file holds'),
      file: id.describe('whose text `records.hold` took'),
      kind: RecordKind.optional().describe(
        'what a CSV file or a JSON list holds, when its name and columns do not tell',
      ),
      ignore: z
        .array(z.string().min(1).max(255))
        .max(100)
        .default([])
        .describe('columns that are left out, in any spelling'),
      dryRun: z.boolean().default(false).describe('looks at everything and changes nothing'),
      skipBad: z.boolean().default(false).describe('takes the good rows; otherwise one bad row stops it all'),
    }),
    output: ImportReport,
    changes: ['vendor', 'products', 'branches', 'customers', 'licenses', 'releases'],
  },
  'records.export': {
    input: z.strictObject({
      format: z.enum(['json', 'csv']),
      kind: RecordKind.optional().describe('needed for CSV; default: all of them'),
      privateKey: z
        .boolean()
        .default(false)
        .describe('has the private keys of the vendor and of its feeds in it (JSON)'),
      after: z.string().max(100).optional().describe('`next` of the part before; the first part has none'),
    }),
    output: z.object({
      fileName: z.string(),
      content: z.string().describe('the next part of the text'),
      next: z.string().nullable().describe('null: this was the last part'),
    }),
  },

  'blacklist.list': {
    input: z.strictObject({
      type: BlacklistType.optional(),
      search: z.string().optional().describe('a part of the value'),
      limit,
      offset,
    }),
    output: z.object({ rows: z.array(BlacklistEntryView), total: z.int() }),
  },
  'blacklist.add': {
    input: z.strictObject({
      type: BlacklistType,
      value: z.string().max(1000).describe('an address or CIDR range, a country, a hardware identifier'),
    }),
    output: BlacklistEntryView,
    changes: ['blacklist'],
  },
  'blacklist.remove': {
    input: z.strictObject({ entry: z.string().trim().min(1).describe('id or value') }),
    output: BlacklistEntryView,
    changes: ['blacklist'],
  },

  'downloads.list': {
    input: z.strictObject({
      ...page,
      dialect: Dialect.optional(),
      outcome: DownloadOutcome.optional(),
      product: id.optional(),
      license: id.optional(),
    }),
    output: z.array(DownloadRow),
  },
  'downloads.export': {
    input: z.strictObject({ path: path.describe('absolute path of the CSV file to make') }),
    output: z.object({ path: z.string(), rows: z.int() }),
    local: true,
  },
  'statistics.show': { input: none, output: StatisticsView },
  'requests.list': {
    input: z.strictObject({ ...page, dialect: Dialect.optional() }),
    output: z.array(RequestRow),
  },
} as const satisfies Record<string, ChannelDefinition>;

export type Channel = keyof typeof contract;
export type Input<C extends Channel> = z.input<(typeof contract)[C]['input']>;
export type Parsed<C extends Channel> = z.output<(typeof contract)[C]['input']>;
export type Output<C extends Channel> = z.output<(typeof contract)[C]['output']>;
export type Invoke = <C extends Channel>(channel: C, input: Input<C>) => Promise<Reply<Output<C>>>;

/** What a Lanyard tells its listeners, each at most ten times a second. */
export const events = {
  changed: z.object({ areas: z.array(z.string()) }),
  downloads: z.array(DownloadRow),
  transfers: z.array(TransferView),
} as const satisfies Record<string, z.ZodType>;

export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>;

/** The definition of a channel, with the optional marks readable whatever the channel is. */
export const channelDefinition = (channel: Channel): ChannelDefinition => contract[channel];
