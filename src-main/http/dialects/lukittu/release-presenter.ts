import type { Core } from '../../../domain/core.ts';
import { type License, type Metadata, OWNER_ID, type Product, type Release } from '../../../domain/model.ts';
import { platformlessFile } from '../../../domain/releases/release-rules.ts';

const iso = (time: number): string => new Date(time).toISOString();
const isoOrNull = (time: number | null): string | null => (time === null ? null : iso(time));
const times = (row: { createdAt: number; updatedAt: number }) => ({
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
});

/** A release as the answers to POST and PUT show it, fields in Lukittu's order (specs/lukittu.md section 1.5). */
export function presentRelease(core: Core, teamId: string, release: Release, product: Product) {
  const { id, version, status, latest, productId, branchId } = release;
  return {
    ...{ id, version, status, latest, productId, branchId, teamId, ...times(release) },
    metadata: presentMetadata(core, teamId, release),
    product: presentProduct(teamId, product),
    branch: presentBranch(core, release),
    file: presentFile(core, release),
  };
}

/** A release as a list shows it: every scalar, and the licences it is reserved for with their whole keys. */
export function presentListedRelease(core: Core, teamId: string, release: Release, product: Product) {
  const { id, version, status, latest, productId, branchId } = release;
  return {
    ...{ id, version, status, latest, branchId, teamId, createdByUserId: OWNER_ID, ...times(release) },
    lastSeenAt: isoOrNull(release.lastSeenAt),
    productId,
    product: presentProduct(teamId, product),
    file: presentFile(core, release),
    allowedLicenses: core.store.licenses
      .reservedFor(id)
      .map((license) => presentLicense(core, teamId, license)),
    metadata: presentMetadata(core, teamId, release),
    branch: presentBranch(core, release),
  };
}

function presentProduct(teamId: string, product: Product) {
  const { id, name, url } = product;
  return { id, name, url, teamId, createdByUserId: OWNER_ID, ...times(product) };
}

function presentBranch({ store }: Core, { branchId }: Release) {
  const branch = branchId === null ? undefined : store.branches.byId(branchId);
  if (!branch) return null;
  return { id: branch.id, name: branch.name, productId: branch.productId, ...times(branch) };
}

/** The one file of a release that this API can see. Its `key` is opaque: the bytes have no path that a client could use. */
function presentFile({ store }: Core, release: Release) {
  const file = platformlessFile(store.releaseFiles.ofRelease(release.id));
  if (!file) return null;
  const { id, releaseId, sha256: key, size, name, md5: checksum, mainClass: mainClassName, createdAt } = file;
  return { id, releaseId, key, size, name, checksum, mainClassName, createdAt: iso(createdAt) };
}

function presentMetadata({ store }: Core, teamId: string, release: Release) {
  const owner = {
    customerId: null,
    licenseId: null,
    productId: null,
    releaseId: release.id,
    blacklistId: null,
  };
  return store.metadata.of('release', release.id).map((row: Metadata) => {
    const { id, key, value, locked } = row;
    return { id, key, value, locked, teamId, ...times(row), ...owner };
  });
}

function presentLicense({ store }: Core, teamId: string, license: License) {
  const { id, ipLimit, seats, expirationType, expirationStart, expirationDate, expirationDays } = license;
  return {
    id,
    licenseKey: store.licenses.key(id),
    ipLimit,
    hwidLimit: seats,
    ...{ expirationType, expirationStart, expirationDate: isoOrNull(expirationDate), expirationDays },
    suspended: license.suspended || license.revoked, // Lukittu knows no revocation
    teamId,
    createdByUserId: OWNER_ID,
    ...times(license),
    lastActiveAt: isoOrNull(license.lastActiveAt),
  };
}
