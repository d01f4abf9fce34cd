import type { Core } from '../../../domain/core.ts';
import { OWNER_ID, type Product, type Release } from '../../../domain/model.ts';
import { isLatest, platformlessFile } from '../../../domain/releases/release-rules.ts';
import {
  iso,
  isoOrNull,
  presentBranch,
  presentMetadata,
  presentProduct,
  times,
} from './common-presenters.ts';
import { presentLicense } from './license-presenter.ts';

/** A release as the answers to POST and PUT show it, fields in Lukittu's order (specs/lukittu.md section 1.5). */
export function presentRelease(core: Core, teamId: string, release: Release, product: Product) {
  const { id, version, status, productId, branchId } = release;
  return {
    ...{ id, version, status, latest: isLatest(release), productId, branchId, teamId, ...times(release) },
    metadata: metadataOf(core, teamId, release),
    product: presentProduct(teamId, product),
    branch: branchOf(core, release),
    file: presentFile(core, release),
  };
}

/** A release as a list shows it: every scalar, and the licences it is reserved for with their whole keys. */
export function presentListedRelease(core: Core, teamId: string, release: Release, product: Product) {
  const { id, version, status, productId, branchId } = release;
  return {
    ...{
      id,
      version,
      status,
      latest: isLatest(release),
      branchId,
      teamId,
      createdByUserId: OWNER_ID,
      ...times(release),
    },
    lastSeenAt: isoOrNull(release.lastSeenAt),
    productId,
    product: presentProduct(teamId, product),
    file: presentFile(core, release),
    allowedLicenses: core.store.licenses
      .reservedFor(id)
      .map((license) => presentLicense(core, teamId, license)),
    metadata: metadataOf(core, teamId, release),
    branch: branchOf(core, release),
  };
}

function branchOf({ store }: Core, { branchId }: Release) {
  const branch = branchId === null ? undefined : store.branches.byId(branchId);
  return branch ? presentBranch(branch) : null;
}

/** The one file of a release that this API can see. Its `key` is opaque: the bytes have no path that a client could use. */
function presentFile({ store }: Core, release: Release) {
  const file = platformlessFile(store.releaseFiles.ofRelease(release.id));
  if (!file) return null;
  const { id, releaseId, sha256: key, size, name, md5: checksum, mainClass: mainClassName, createdAt } = file;
  return { id, releaseId, key, size, name, checksum, mainClassName, createdAt: iso(createdAt) };
}

const metadataOf = ({ store }: Core, teamId: string, { id }: Release) =>
  presentMetadata(teamId, store.metadata.of('release', id), 'releaseId', id);
