import { z } from 'zod';

export const ReleaseStatus = z.enum(['PUBLISHED', 'DRAFT', 'DEPRECATED', 'ARCHIVED']);
export type ReleaseStatus = z.infer<typeof ReleaseStatus>;

/** What is wrong with the bytes of a release file: they are not there, or are others than were published. */
export const FileDamage = z.enum(['missing', 'damaged']);
export type FileDamage = z.infer<typeof FileDamage>;

export const ExpirationType = z.enum(['NEVER', 'DATE', 'DURATION']);
export type ExpirationType = z.infer<typeof ExpirationType>;

export const ExpirationStart = z.enum(['CREATION', 'ACTIVATION']);
export type ExpirationStart = z.infer<typeof ExpirationStart>;

/** What LicenseDock calls an activation type: how an identifier is normalised before it is compared. */
export const IdentifierKind = z.enum(['domain', 'seat', 'device', 'instance']);
export type IdentifierKind = z.infer<typeof IdentifierKind>;

/** What takes a seat: Lukittu's hardware identifier or one of LicenseDock's identifiers. */
export const DeviceKind = z.enum(['hwid', ...IdentifierKind.options]);
export type DeviceKind = z.infer<typeof DeviceKind>;

export const Dialect = z.enum(['lukittu', 'cryptlex', 'licensedock', 'feeds']);
export type Dialect = z.infer<typeof Dialect>;

export const LicenseStatus = z.enum(['active', 'upcoming', 'expiring', 'expired', 'suspended', 'revoked']);
export type LicenseStatus = z.infer<typeof LicenseStatus>;

/**
 * How a download attempt ended. Only `delivered`, a whole body in one answer, counts as a download.
 * `checked` is a HEAD request, `partial` a range, `unchanged` a 304, `aborted` a client that went away.
 */
export const DownloadOutcome = z.enum([
  'delivered',
  'partial',
  'unchanged',
  'checked',
  'aborted',
  'refused',
  'failed',
]);
export type DownloadOutcome = z.infer<typeof DownloadOutcome>;

/** What an API key may be allowed; a key without a list of scopes may do everything. */
export const Scope = z.enum([
  'license:read',
  'license:write',
  'customer:read',
  'customer:write',
  'product:read',
  'product:write',
  'release:read',
  'release:write',
  'blacklist:read',
  'blacklist:write',
  'statistics:read',
]);
export type Scope = z.infer<typeof Scope>;

/** What a blacklist entry names. */
export const BlacklistType = z.enum(['HARDWARE_IDENTIFIER', 'IP_ADDRESS', 'COUNTRY']);
export type BlacklistType = z.infer<typeof BlacklistType>;

const returnedFields = [
  'license.ipLimit',
  'license.hwidLimit',
  'license.expirationType',
  'license.expirationStart',
  'license.expirationDate',
  'license.expirationDays',
  'customers.email',
  'customers.fullName',
  'customers.username',
  'products.name',
  'products.url',
  'products.latestRelease',
] as const;

/** What a check may tell a client of a licence: a field, or the metadata of one key. */
export const ReturnedField = z.union(
  [
    z.enum(returnedFields),
    z.templateLiteral([
      z.enum(['license', 'customers', 'products']),
      '.metadata.',
      z.string().min(1).max(255),
    ]),
  ],
  `must be one of ${returnedFields.join(', ')}, or license., customers. or products.metadata.KEY`,
);
export type ReturnedField = z.infer<typeof ReturnedField>;
