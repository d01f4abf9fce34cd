import type {
  BlacklistType,
  DeviceKind,
  Dialect,
  DownloadOutcome,
  ExpirationStart,
  ExpirationType,
  FileDamage,
  IdentifierKind,
  ReleaseStatus,
  Scope,
} from '../../shared/model/enums.ts';
import type { RefusalCode } from '../../shared/refusals.ts';

/** Times are milliseconds since the epoch, sizes bytes. */

/** Stands for "the user who made it": a Lanyard has one owner, and Lukittu's `createdByUserId` is never null. */
export const OWNER_ID = '00000000-0000-4000-8000-000000000001';

export type Vendor = { id: string; name: string; publicKey: string; createdAt: number; updatedAt: number };

/** The public half of the key that update feeds are signed with: base64 of 32 bytes. */
export type FeedKey = { publicKey: string; createdAt: number };

export type Metadata = {
  id: string;
  key: string;
  value: string;
  locked: boolean;
  createdAt: number;
  updatedAt: number;
};

export type Product = {
  id: string;
  number: number;
  name: string;
  url: string | null;
  createdAt: number;
  updatedAt: number;
};

export type Branch = { id: string; productId: string; name: string; createdAt: number; updatedAt: number };

export type Release = {
  id: string;
  productId: string;
  branchId: string | null;
  version: string;
  name: string | null;
  notes: string;
  status: ReleaseStatus;
  /** Kept while the release is withdrawn, and of no effect then: see `isLatest`. */
  latest: boolean;
  /** To how many of a hundred licences it is offered as the newest. */
  rolloutPercent: number;
  /** null = not withdrawn. */
  withdrawnAt: number | null;
  withdrawnReason: string | null;
  lastSeenAt: number | null;
  /** When it first became PUBLISHED. */
  publishedAt: number | null;
  createdAt: number;
  updatedAt: number;
};

export type ReleaseFile = {
  id: string;
  releaseId: string;
  /** null = any platform. */
  platform: string | null;
  name: string;
  size: number;
  /** Lower-case hex, as are the other digests. */
  sha256: string;
  sha512: string;
  md5: string;
  mainClass: string | null;
  createdAt: number;
  /** What is wrong with the bytes in the data folder; null = nothing that is known. */
  damage: FileDamage | null;
};

/** A file whose bytes lie in the data folder, before it belongs to a release. */
export type NewFile = Pick<ReleaseFile, 'name' | 'size' | 'sha256' | 'sha512' | 'md5' | 'mainClass'>;

/** A platform that a release is to have a file for, under the id that the file will have. */
export type PendingFile = Pick<ReleaseFile, 'id' | 'releaseId' | 'platform' | 'createdAt'> & {
  /** Bytes that wait to be published; null = none were sent yet. */
  file: NewFile | null;
  updatedAt: number;
};

export type License = {
  id: string;
  /** First and last group of the key, or only its last four characters: all that logs and lists may show. */
  keyHint: string;
  expirationType: ExpirationType;
  expirationStart: ExpirationStart | null;
  expirationDate: number | null;
  expirationDays: number | null;
  suspended: boolean;
  revoked: boolean;
  /** null = unlimited. */
  seats: number | null;
  /** null = unlimited. */
  ipLimit: number | null;
  identifierType: IdentifierKind;
  /** The highest version that it may have; a bound that names fewer numbers leaves the others free. null = no bound. */
  maxVersion: string | null;
  /** It may have what was published by then. null = no bound. */
  releasesUntil: number | null;
  lastActiveAt: number | null;
  createdAt: number;
  updatedAt: number;
};

export type Device = {
  id: string;
  licenseId: string;
  kind: DeviceKind;
  identifier: string;
  name: string | null;
  forgottenAt: number | null;
  lastSeenAt: number;
  createdAt: number;
  updatedAt: number;
};

/** An IP address that used a licence. */
export type Address = {
  id: string;
  licenseId: string;
  ip: string;
  forgottenAt: number | null;
  lastSeenAt: number;
  createdAt: number;
  updatedAt: number;
};

/** Where a customer lives; every part may be unknown. */
export type PostalAddress = {
  id: string;
  city: string | null;
  country: string | null;
  line1: string | null;
  line2: string | null;
  postalCode: string | null;
  state: string | null;
};

export type Customer = {
  id: string;
  /** What lists show: the full name, else the user name, else the e-mail address. */
  name: string;
  fullName: string | null;
  username: string | null;
  email: string | null;
  discordId: string | null;
  postalAddress: PostalAddress | null;
  createdAt: number;
  updatedAt: number;
};

export type AccessToken = {
  id: string;
  customerId: string;
  name: string | null;
  expiresAt: number | null;
  revokedAt: number | null;
  lastUsedAt: number | null;
  createdAt: number;
};

export type ApiKey = {
  id: string;
  name: string;
  /** What it may do; null = everything. */
  scopes: Scope[] | null;
  expiresAt: number | null;
  revokedAt: number | null;
  lastUsedAt: number | null;
  createdAt: number;
};

/** Whom checks and downloads refuse whatever the licence. */
export type BlacklistEntry = {
  id: string;
  type: BlacklistType;
  /** An address or CIDR range, an ISO 3166-1 alpha-3 code, a hardware identifier; in the one spelling that is compared. */
  value: string;
  /** Requests that it refused. */
  hits: number;
  createdAt: number;
  /** When it was added or last hit. */
  updatedAt: number;
};

/** What is known of an attempt so far: enough to answer "why was this refused?" from the log row alone. */
export type Facts = {
  license?: License;
  customer?: Customer;
  product?: Product;
  release?: Release;
  file?: ReleaseFile;
};

/** A row of the download log before it has an id. Names are copied: the row outlives what it names. */
export type DownloadEntry = {
  dialect: Dialect;
  outcome: DownloadOutcome;
  refusal: RefusalCode | null;
  /** What the dialect adds to the refusal's own words. */
  detail: string | null;
  status: number;
  bytesSent: number;
  size: number | null;
  customerId: string | null;
  customerName: string | null;
  productId: string | null;
  productName: string | null;
  licenseId: string | null;
  licenseHint: string | null;
  releaseId: string | null;
  fileName: string | null;
  version: string | null;
  address: string | null;
  identifier: string | null;
  userAgent: string | null;
  startedAt: number;
  durationMs: number;
};

/** A row of the request log before it has an id. */
export type RequestEntry = {
  dialect: Dialect;
  method: string;
  path: string;
  status: number;
  code: string | null;
  reason: string | null;
  licenseId: string | null;
  productId: string | null;
  identifier: string | null;
  address: string | null;
  userAgent: string | null;
  startedAt: number;
  durationMs: number;
};
