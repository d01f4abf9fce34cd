import type {
  AccessTokenView,
  AddressView,
  ApiKeyView,
  BlacklistEntryView,
  BranchView,
  CustomerDetails,
  CustomerView,
  DeviceView,
  DownloadRow,
  LicenseSummary,
  LicenseView,
  ProductView,
  ReleaseFileView,
  ReleaseView,
  RequestRow,
  VendorView,
} from '../../shared/model/views.ts';
import { refusalWords } from '../../shared/refusals.ts';
import { countedSpan } from '../domain/last-seen.ts';
import type { Core } from '../domain/core.ts';
import { countryOfAlpha3 } from '../domain/countries.ts';
import { licenseStatus } from '../domain/licenses/status.ts';
import { isLatest } from '../domain/releases/release-rules.ts';
import type {
  AccessToken,
  Address,
  ApiKey,
  BlacklistEntry,
  Branch,
  Customer,
  Device,
  DownloadEntry,
  License,
  Product,
  Release,
  ReleaseFile,
  RequestEntry,
  Vendor,
} from '../domain/model.ts';
import type { MetadataOwner, Store } from '../domain/store.ts';

const iso = (time: number): string => new Date(time).toISOString();
const isoOrNull = (time: number | null): string | null => (time === null ? null : iso(time));

const presentMetadata = (store: Store, owner: MetadataOwner, id: string) =>
  store.metadata.of(owner, id).map(({ key, value, locked }) => ({ key, value, locked }));

export const presentVendor = ({ id, name, publicKey }: Vendor): VendorView => ({
  id,
  name,
  publicKey,
  publicKeyBase64: Buffer.from(publicKey).toString('base64'),
});

export const presentProduct = ({ store }: Core, product: Product): ProductView => ({
  ...product,
  metadata: presentMetadata(store, 'product', product.id),
  createdAt: iso(product.createdAt),
  updatedAt: iso(product.updatedAt),
});

export const presentBranch = (branch: Branch): BranchView => ({
  ...branch,
  createdAt: iso(branch.createdAt),
  updatedAt: iso(branch.updatedAt),
});

export const presentFile = ({
  id,
  platform,
  name,
  size,
  sha256,
  md5,
  mainClass,
  createdAt,
  damage,
}: ReleaseFile): ReleaseFileView => ({
  id,
  platform,
  name,
  size,
  sha256,
  md5,
  mainClass,
  createdAt: iso(createdAt),
  damage,
});

export const presentRelease = ({ store }: Core, release: Release): ReleaseView => ({
  id: release.id,
  productId: release.productId,
  branch: release.branchId === null ? null : (store.branches.byId(release.branchId)?.name ?? null),
  version: release.version,
  name: release.name,
  notes: release.notes,
  status: release.status,
  latest: isLatest(release),
  rolloutPercent: release.rolloutPercent,
  withdrawnAt: isoOrNull(release.withdrawnAt),
  withdrawnReason: release.withdrawnReason,
  files: store.releaseFiles.ofRelease(release.id).map(presentFile),
  licenses: store.licenses.reservedFor(release.id).map((license) => license.id),
  metadata: presentMetadata(store, 'release', release.id),
  publishedAt: isoOrNull(release.publishedAt),
  createdAt: iso(release.createdAt),
  updatedAt: iso(release.updatedAt),
});

type LicenseRelations = Pick<LicenseSummary, 'seatsUsed' | 'products' | 'customers'>;

export const presentLicenseSummary = (license: License & LicenseRelations, now: number): LicenseSummary => ({
  ...license,
  status: licenseStatus(license, now),
  expirationDate: isoOrNull(license.expirationDate),
  releasesUntil: isoOrNull(license.releasesUntil),
  lastActiveAt: isoOrNull(license.lastActiveAt),
  createdAt: iso(license.createdAt),
  updatedAt: iso(license.updatedAt),
});

/** A licence with its whole key: only for someone who asked for this one. */
export function presentLicense({ store, settings, now }: Core, license: License): LicenseView {
  const relations = {
    seatsUsed: store.devices.taken(license.id, countedSpan(settings.current().hwidTimeout, now())),
    products: store.licenses.products(license.id),
    customers: store.licenses.customers(license.id),
  };
  return {
    ...presentLicenseSummary({ ...license, ...relations }, now()),
    key: store.licenses.key(license.id),
    metadata: presentMetadata(store, 'license', license.id),
  };
}

export const presentDevice = (device: Device): DeviceView => ({
  ...device,
  forgottenAt: isoOrNull(device.forgottenAt),
  lastSeenAt: iso(device.lastSeenAt),
  createdAt: iso(device.createdAt),
});

export const presentAddress = (address: Address): AddressView => ({
  ...address,
  forgottenAt: isoOrNull(address.forgottenAt),
  lastSeenAt: iso(address.lastSeenAt),
  createdAt: iso(address.createdAt),
});

export const presentCustomer = (customer: Customer): CustomerView => ({
  ...customer,
  createdAt: iso(customer.createdAt),
  updatedAt: iso(customer.updatedAt),
});

export const presentCustomerDetails = ({ store }: Core, customer: Customer): CustomerDetails => ({
  ...presentCustomer(customer),
  licenses: store.licenses.ofCustomer(customer.id).length,
  metadata: presentMetadata(store, 'customer', customer.id),
});

const credentialTimes = (row: AccessToken | ApiKey) => ({
  expiresAt: isoOrNull(row.expiresAt),
  revokedAt: isoOrNull(row.revokedAt),
  lastUsedAt: isoOrNull(row.lastUsedAt),
  createdAt: iso(row.createdAt),
});

export const presentAccessToken = (token: AccessToken): AccessTokenView => ({
  ...token,
  ...credentialTimes(token),
});

export const presentApiKey = (key: ApiKey): ApiKeyView => ({ ...key, ...credentialTimes(key) });

export const presentBlacklistEntry = ({
  createdAt,
  updatedAt,
  ...entry
}: BlacklistEntry): BlacklistEntryView => ({
  ...entry,
  country: entry.type === 'COUNTRY' ? (countryOfAlpha3(entry.value)?.name ?? null) : null,
  createdAt: iso(createdAt),
  updatedAt: iso(updatedAt),
});

export const presentDownload = ({ detail, ...row }: DownloadEntry & { id: number }): DownloadRow => ({
  ...row,
  reason: detail ?? (row.refusal === null ? null : refusalWords[row.refusal]),
  startedAt: iso(row.startedAt),
});

export const presentRequest = (row: RequestEntry & { id: number }): RequestRow => ({
  ...row,
  startedAt: iso(row.startedAt),
});
