import { z } from 'zod';
import {
  BlacklistType,
  DeviceKind,
  Dialect,
  DownloadOutcome,
  ExpirationStart,
  ExpirationType,
  FileDamage,
  IdentifierKind,
  LicenseStatus,
  ReleaseStatus,
  Scope,
} from './enums.ts';

/** What the contract hands out. Times are ISO 8601 in UTC, sizes bytes, durations milliseconds. */
const time = z.iso.datetime();

export const VendorView = z.object({
  id: z.uuid(),
  name: z.string(),
  publicKey: z.string().describe('SPKI PEM'),
  publicKeyBase64: z.string().describe('base64 of that PEM, as Lukittu clients embed it'),
});
export type VendorView = z.infer<typeof VendorView>;

export const SettingView = z.object({
  key: z.string(),
  value: z.json(),
  default: z.json(),
  description: z.string(),
});
export type SettingView = z.infer<typeof SettingView>;

export const ApiKeyView = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(Scope).nullable().describe('what it may do; null = everything'),
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  lastUsedAt: time.nullable(),
  createdAt: time,
});
export type ApiKeyView = z.infer<typeof ApiKeyView>;

/** A key and value pair of the vendor's. */
const MetadataView = z.object({ key: z.string(), value: z.string(), locked: z.boolean() });

export const ProductView = z.object({
  id: z.uuid(),
  number: z.int(),
  name: z.string(),
  url: z.string().nullable(),
  metadata: z.array(MetadataView),
  createdAt: time,
  updatedAt: time,
});
export type ProductView = z.infer<typeof ProductView>;

export const BranchView = z.object({
  id: z.uuid(),
  productId: z.uuid(),
  name: z.string(),
  createdAt: time,
  updatedAt: time,
});
export type BranchView = z.infer<typeof BranchView>;

export const ReleaseFileView = z.object({
  id: z.uuid(),
  platform: z.string().nullable(),
  name: z.string(),
  size: z.int(),
  sha256: z.string(),
  md5: z.string(),
  mainClass: z.string().nullable(),
  createdAt: time,
  damage: FileDamage.nullable().describe(
    'what is wrong with its bytes, which are then not served; null = nothing that is known',
  ),
});
export type ReleaseFileView = z.infer<typeof ReleaseFileView>;

export const ReleaseView = z.object({
  id: z.uuid(),
  productId: z.uuid(),
  branch: z.string().nullable(),
  version: z.string(),
  name: z.string().nullable(),
  notes: z.string(),
  status: ReleaseStatus,
  latest: z.boolean().describe('never while it is withdrawn'),
  rolloutPercent: z.int().describe('to how many of a hundred licences it is offered as the newest'),
  withdrawnAt: time.nullable(),
  withdrawnReason: z.string().nullable(),
  files: z.array(ReleaseFileView),
  licenses: z.array(z.uuid()).describe('the licences the release is reserved for; empty = every licence'),
  metadata: z.array(MetadataView),
  publishedAt: time.nullable().describe('when it was first published'),
  createdAt: time,
  updatedAt: time,
});
export type ReleaseView = z.infer<typeof ReleaseView>;

export const LicenseSummary = z.object({
  id: z.uuid(),
  keyHint: z.string().describe('first and last group of the key'),
  status: LicenseStatus,
  expirationType: ExpirationType,
  expirationStart: ExpirationStart.nullable(),
  expirationDate: time.nullable(),
  expirationDays: z.int().nullable(),
  suspended: z.boolean(),
  revoked: z.boolean(),
  seats: z.int().nullable(),
  seatsUsed: z.int(),
  ipLimit: z.int().nullable(),
  identifierType: IdentifierKind,
  maxVersion: z.string().nullable().describe('the highest version it may have'),
  releasesUntil: time.nullable().describe('it may have what was published by then'),
  products: z.array(z.object({ id: z.uuid(), number: z.int(), name: z.string() })),
  customers: z.array(z.object({ id: z.uuid(), name: z.string() })),
  lastActiveAt: time.nullable(),
  createdAt: time,
  updatedAt: time,
});
export type LicenseSummary = z.infer<typeof LicenseSummary>;

export const LicenseView = LicenseSummary.extend({ key: z.string(), metadata: z.array(MetadataView) });
export type LicenseView = z.infer<typeof LicenseView>;

export const DeviceView = z.object({
  id: z.uuid(),
  kind: DeviceKind,
  identifier: z.string(),
  name: z.string().nullable(),
  forgottenAt: time.nullable(),
  lastSeenAt: time,
  createdAt: time,
});
export type DeviceView = z.infer<typeof DeviceView>;

/** Where a customer lives; every part may be unknown. */
const PostalAddressView = z.object({
  city: z.string().nullable(),
  country: z.string().nullable(),
  line1: z.string().nullable(),
  line2: z.string().nullable(),
  postalCode: z.string().nullable(),
  state: z.string().nullable(),
});

/** An IP address that used a licence. */
export const AddressView = z.object({
  id: z.uuid(),
  ip: z.string(),
  forgottenAt: time.nullable(),
  lastSeenAt: time,
  createdAt: time,
});
export type AddressView = z.infer<typeof AddressView>;

export const CustomerView = z.object({
  id: z.uuid(),
  name: z.string().describe('the full name, else the user name, else the e-mail address'),
  fullName: z.string().nullable(),
  username: z.string().nullable(),
  email: z.string().nullable(),
  discordId: z.string().nullable(),
  postalAddress: PostalAddressView.nullable(),
  createdAt: time,
  updatedAt: time,
});
export type CustomerView = z.infer<typeof CustomerView>;

/** A customer as a list shows it. */
export const CustomerSummary = CustomerView.extend({ licenses: z.int().describe('how many it has') });
export type CustomerSummary = z.infer<typeof CustomerSummary>;

/** A customer with what else is known of it. */
export const CustomerDetails = CustomerSummary.extend({
  metadata: z.array(MetadataView),
});
export type CustomerDetails = z.infer<typeof CustomerDetails>;

export const AccessTokenView = z.object({
  id: z.uuid(),
  customerId: z.uuid(),
  name: z.string().nullable(),
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  lastUsedAt: time.nullable(),
  createdAt: time,
});
export type AccessTokenView = z.infer<typeof AccessTokenView>;

export const BlacklistEntryView = z.object({
  id: z.uuid(),
  type: BlacklistType,
  value: z.string().describe('an address or CIDR range, an ISO 3166-1 alpha-3 code, a hardware identifier'),
  country: z.string().nullable().describe('name of the country'),
  hits: z.int().describe('requests that it refused'),
  createdAt: time,
  updatedAt: time.describe('when it was added or last hit'),
});
export type BlacklistEntryView = z.infer<typeof BlacklistEntryView>;

export const DownloadRow = z.object({
  id: z.int(),
  dialect: Dialect,
  outcome: DownloadOutcome,
  refusal: z.string().nullable(),
  reason: z.string().nullable().describe('the refusal in words'),
  status: z.int().describe('HTTP status'),
  bytesSent: z.int(),
  size: z.int().nullable().describe('size of the whole file'),
  customerId: z.uuid().nullable(),
  customerName: z.string().nullable(),
  productId: z.uuid().nullable(),
  productName: z.string().nullable(),
  licenseId: z.uuid().nullable(),
  licenseHint: z.string().nullable(),
  releaseId: z.uuid().nullable(),
  fileName: z.string().nullable(),
  version: z.string().nullable(),
  address: z.string().nullable(),
  identifier: z.string().nullable(),
  userAgent: z.string().nullable(),
  startedAt: time,
  durationMs: z.int(),
});
export type DownloadRow = z.infer<typeof DownloadRow>;

export const RequestRow = z.object({
  id: z.int(),
  dialect: Dialect,
  method: z.string(),
  path: z.string().describe('without the query, and without any key'),
  status: z.int(),
  code: z.string().nullable(),
  reason: z.string().nullable(),
  licenseId: z.uuid().nullable(),
  productId: z.uuid().nullable(),
  identifier: z.string().nullable(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  startedAt: time,
  durationMs: z.number(),
});
export type RequestRow = z.infer<typeof RequestRow>;

export const ServerStatus = z.object({
  version: z.string(),
  vendorId: z.uuid(),
  dataFolder: z.string(),
  api: z.string().nullable().describe('base URL of the API, null when nothing listens'),
  console: z.string().nullable(),
  startedAt: time,
});
export type ServerStatus = z.infer<typeof ServerStatus>;

export const AlertView = z.object({
  id: z.string().describe('the same for as long as the same thing is wrong'),
  level: z.enum(['warning', 'wrong']).describe('wrong = clients or data suffer until it is mended'),
  message: z.string().describe('what is wrong and what to do'),
  since: time,
});
export type AlertView = z.infer<typeof AlertView>;

export const QuarantinedFileView = z.object({
  sha256: z.string(),
  size: z.int().describe('bytes'),
  since: z.iso.date().describe('the day it came there, UTC'),
  until: z.iso.date().describe('the day it is deleted, UTC'),
});
export type QuarantinedFileView = z.infer<typeof QuarantinedFileView>;

export const FeedView = z.object({
  id: z.string(),
  title: z.string().describe('whom it is for'),
  purpose: z.string(),
  path: z.string().describe('below the base URL of the API'),
});
export type FeedView = z.infer<typeof FeedView>;

export const FeedKeyView = z.object({
  publicKey: z.string().describe('base64 of 32 bytes, as Sparkle has it in SUPublicEDKey'),
  minisign: z.string().describe('the same key as minisign -P takes it'),
  createdAt: time,
});
export type FeedKeyView = z.infer<typeof FeedKeyView>;

/** How far a file being published is. */
export const TransferView = z.object({
  id: z.string(),
  fileName: z.string(),
  bytes: z.int(),
  size: z.int().describe('0 until the drive told it'),
  stalled: z.boolean().describe('the drive that the file is read from has not answered for some seconds'),
  done: z.boolean(),
});
export type TransferView = z.infer<typeof TransferView>;

const count = z.int().min(0);

/** How a Lanyard was used in the last 30 days. */
export const StatisticsView = z.object({
  licenses: count,
  customers: count,
  products: count,
  activeLicenses: count.describe('licences that a client used in the last hour'),
  requests: z
    .object({
      total: count,
      successful: count,
      byType: z.object({ VERIFY: count, HEARTBEAT: count, DOWNLOAD: count }),
    })
    .describe('what clients asked for, in whatever dialect'),
  last24h: count,
  last7d: count,
  last30d: count,
  topProducts: z.array(z.object({ id: z.uuid(), name: z.string(), licenses: count })),
});
export type StatisticsView = z.infer<typeof StatisticsView>;
