import type {
  BlacklistType,
  DeviceKind,
  Dialect,
  DownloadOutcome,
  FileDamage,
  IdentifierKind,
  LicenseStatus,
  ReleaseStatus,
  Scope,
} from '../../shared/model/enums.ts';
import type { RecordKind } from '../../shared/model/transfer.ts';

/** What a file of records holds, for a person. */
export const recordKindWords: Record<RecordKind, string> = {
  products: 'Products',
  customers: 'Customers',
  licenses: 'Licences',
  releases: 'Releases',
};

/** What a person reads for each value of the contract, and the colour that goes with it. */
type Word = { label: string; color: string };

/** What a person reads of a release file that clients are not given. */
export const damageWords: Record<FileDamage, string> = { missing: 'File missing', damaged: 'File damaged' };

export const releaseStatusWords: Record<ReleaseStatus, Word & { help: string }> = {
  PUBLISHED: {
    label: 'Published',
    color: 'teal',
    help: 'Clients can download it, and it can be the latest.',
  },
  DRAFT: { label: 'Draft', color: 'gray', help: 'Nobody can download it yet.' },
  DEPRECATED: {
    label: 'Deprecated',
    color: 'yellow',
    help: 'Clients that name its version can download it; it is never offered as the newest.',
  },
  ARCHIVED: { label: 'Archived', color: 'gray', help: 'Nobody can download it any more.' },
};

/** What an entry of the blacklist names. */
export const blacklistTypeWords: Record<BlacklistType, string> = {
  IP_ADDRESS: 'Address',
  COUNTRY: 'Country',
  HARDWARE_IDENTIFIER: 'Device',
};

export const licenseStatusWords: Record<LicenseStatus, Word> = {
  active: { label: 'Active', color: 'teal' },
  upcoming: { label: 'Upcoming', color: 'blue' },
  expiring: { label: 'Expiring', color: 'yellow' },
  expired: { label: 'Expired', color: 'orange' },
  suspended: { label: 'Suspended', color: 'orange' },
  revoked: { label: 'Revoked', color: 'red' },
};

export const outcomeWords: Record<DownloadOutcome, Word & { help: string }> = {
  delivered: {
    label: 'Delivered',
    color: 'teal',
    help: 'The whole file was sent. Only this counts as a download.',
  },
  partial: { label: 'Partial', color: 'blue', help: 'The client asked for a part of the file and got it.' },
  unchanged: { label: 'Unchanged', color: 'gray', help: 'The client has this very file already.' },
  checked: {
    label: 'Checked',
    color: 'gray',
    help: 'The client asked about the file without downloading it.',
  },
  aborted: { label: 'Aborted', color: 'yellow', help: 'The client went away before the end.' },
  refused: { label: 'Refused', color: 'red', help: 'The download was not allowed; the row says why.' },
  failed: {
    label: 'Failed',
    color: 'orange',
    help: 'Lanyard could not send the file. Its log has the details.',
  },
};

export const dialectWords: Record<Dialect, string> = {
  lukittu: 'Lukittu',
  cryptlex: 'Cryptlex',
  licensedock: 'LicenseDock',
  feeds: 'Update feeds',
};

export const identifierKindWords: Record<IdentifierKind, { label: string; help: string }> = {
  domain: { label: 'Domain', help: 'A web address; scheme, www. and path do not count.' },
  seat: { label: 'Seat', help: 'A person, often an e-mail address; upper and lower case are the same.' },
  device: { label: 'Device', help: 'The name of a device, exactly as given.' },
  instance: { label: 'Instance', help: 'The name of an installation, exactly as given.' },
};

export const deviceKindWords: Record<DeviceKind, string> = {
  hwid: 'Hardware identifier',
  domain: 'Domain',
  seat: 'Seat',
  device: 'Device',
  instance: 'Instance',
};

/** What each scope of an API key lets it do. */
export const scopeWords: Record<Scope, string> = {
  'license:read': 'Read licences, with their keys',
  'license:write': 'Issue, change and delete licences; forget devices',
  'customer:read': 'Read customers',
  'customer:write': 'Create, change and delete customers',
  'product:read': 'Read products and branches',
  'product:write': 'Create, change and delete products and branches',
  'release:read': 'Read releases, with the keys of licences they are reserved for',
  'release:write': 'Publish, change and delete releases',
  'blacklist:read': 'Read the blacklist',
  'blacklist:write': 'Add to the blacklist and take from it',
  'statistics:read': 'Read statistics',
};

/** What the metadata of a release does beyond being noted. */
export const feedMetadataHelp =
  'Feeds tell of minimumSystemVersion (electron-updater), sparkle:version and sparkle:minimumSystemVersion (Sparkle)';

/** The line that releases without a branch belong to. */
export const DEFAULT_LINE = 'Default line';

/** A branch, or the line of releases without one. */
export const lineName = (branch: string | null): string => branch ?? DEFAULT_LINE;

/** A platform, or what a file without one is for. */
export const platformName = (platform: string | null): string => platform ?? 'any platform';
