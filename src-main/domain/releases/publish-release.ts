import type { ReleaseStatus } from '../../../shared/model/enums.ts';
import { newId } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import { findLicense } from '../licenses/find-license.ts';
import { type MetadataInput, newMetadata } from '../metadata.ts';
import type { Release, ReleaseFile } from '../model.ts';
import { findBranch, findProduct } from '../products/find-product.ts';
import { Refusal, refuse } from '../refusal.ts';
import type { Store } from '../store.ts';
import {
  addFile,
  assertVersionFree,
  becomesLatest,
  isLatestAfter,
  type NewFile,
  putRelease,
} from './release-rules.ts';

export type PublishInput = {
  product: string;
  version: string;
  branch?: string | undefined;
  platform?: string | undefined;
  name?: string | undefined;
  notes?: string | undefined;
  status?: ReleaseStatus | undefined;
  /** Default for a new release: whether `becomesLatest` says so. An existing one: `isLatestAfter`. */
  latest?: boolean | undefined;
  licenses?: readonly string[] | undefined;
  rolloutPercent?: number | undefined;
  /** Replaces the metadata of a release that is there. */
  metadata?: readonly MetadataInput[] | undefined;
};

/**
 * Publishes a file as a release, or adds it to the release of this version as the file of another platform. Where the release
 * has a file for the platform whose bytes are missing or damaged, the same bytes mend it, and nothing else is changed.
 * @param mends the release file that it may mend, see `assertPublishable`
 * @throws {Refusal} `product_not_found`, `branch_not_found`, `license_not_found`, `version_taken`, `latest_needs_all_licenses`
 */
export function publishRelease(
  core: Core,
  input: PublishInput,
  file: NewFile,
  mends: string | null = null,
): { release: Release; file: ReleaseFile } {
  const { store } = core;
  return store.change(() => {
    const { release: stated, isNew, mended } = prepare(core, input, { sha256: file.sha256, mends });
    if (mended) return { release: stated, file: mended };
    const release = putRelease(core, stated, isNew);
    if (input.licenses)
      store.licenses.reserve(
        release.id,
        input.licenses.map((reference) => findLicense(store, reference).id),
      );
    if (input.metadata)
      store.metadata.replace('release', release.id, newMetadata(input.metadata, release.updatedAt));
    return { release, file: addFile(core, release.id, input.platform ?? null, file) };
  });
}

/** The file that a release of this version has for the platform already; its bytes may be in need of the same publication. */
export function fileInPlace({ store }: Core, input: PublishInput): ReleaseFile | null {
  const product = findProduct(store, input.product);
  const branchId = findBranch(store, product, input.branch)?.id ?? null;
  const release = store.releases.byVersion(product.id, branchId, input.version);
  return release ? fileOf(store, release, input.platform ?? null) : null;
}

const fileOf = (store: Store, { id }: Release, platform: string | null): ReleaseFile | null =>
  store.releaseFiles.ofRelease(id).find((file) => file.platform === platform) ?? null;

/**
 * Everything that can refuse a publication before its bytes are copied.
 * @returns the id of the release file whose bytes are missing or damaged, where the publication can only mend that
 * @throws as `publishRelease`
 */
export function assertPublishable(core: Core, input: PublishInput): string | null {
  const { mended } = prepare(core, input, null);
  for (const reference of input.licenses ?? []) findLicense(core.store, reference);
  return mended?.id ?? null;
}

type Prepared = {
  release: Release;
  isNew: boolean;
  /** The file of the release whose bytes come again. */
  mended: ReleaseFile | null;
};

/** Bytes that came, and which file they are to mend; null = none came yet. */
type Came = { sha256: string; mends: string | null } | null;

function prepare(core: Core, input: PublishInput, came: Came): Prepared {
  const { store } = core;
  const product = findProduct(store, input.product);
  const branchId = findBranch(store, product, input.branch)?.id ?? null;
  const line = { productId: product.id, branchId, version: input.version };
  const existing = store.releases.byVersion(product.id, branchId, input.version);
  const mended = existing ? ownFile(core, existing, input.platform ?? null, came) : null;
  if (existing && mended) return { release: existing, isNew: false, mended };
  const reserved = input.licenses
    ? input.licenses.length > 0
    : existing !== undefined && store.licenses.reservedFor(existing.id).length > 0;
  if (input.latest === true && reserved) refuse('latest_needs_all_licenses');
  const now = core.now();

  if (!existing) {
    const status = input.status ?? 'PUBLISHED';
    if (input.latest === true && status !== 'PUBLISHED') refuseUnpublishedLatest(status);
    const release: Release = {
      id: newId(),
      productId: product.id,
      branchId,
      version: input.version,
      name: input.name ?? null,
      notes: input.notes ?? '',
      status,
      latest: status === 'PUBLISHED' && !reserved && (input.latest ?? becomesLatest(store, line)),
      rolloutPercent: input.rolloutPercent ?? 100,
      withdrawnAt: null,
      withdrawnReason: null,
      lastSeenAt: null,
      publishedAt: null,
      createdAt: now,
      updatedAt: now,
    };
    return { release, isNew: true, mended: null };
  }

  const status = input.status ?? existing.status;
  if (input.latest === true && status !== 'PUBLISHED') refuseUnpublishedLatest(status);
  const release = {
    ...existing,
    name: input.name ?? existing.name,
    notes: input.notes ?? existing.notes,
    status,
    latest:
      status === 'PUBLISHED' &&
      !reserved &&
      (input.latest ?? isLatestAfter(core, existing, { ...existing, status })),
    rolloutPercent: input.rolloutPercent ?? existing.rolloutPercent,
    updatedAt: now,
  };
  return { release, isNew: false, mended: null };
}

/**
 * The file that a release has for a platform, when its bytes are known to be bad: the same may come again. Once they came, they
 * are good.
 * @returns null when it has none
 * @throws {Refusal} `version_taken`
 */
function ownFile(core: Core, release: Release, platform: string | null, came: Came): ReleaseFile | null {
  const file = fileOf(core.store, release, platform);
  if (!file) return null;
  if (came === null ? file.damage !== null : came.mends === file.id && came.sha256 === file.sha256)
    return file;
  if (file.damage !== null)
    refuse(
      'version_taken',
      `${file.name} of ${release.version} is ${file.damage}, and this is another file. Publish the very same file to mend it, or another version.`,
    );
  assertVersionFree(core, release);
  return null;
}

export function refuseUnpublishedLatest(status: ReleaseStatus): never {
  throw new Refusal('invalid_input', {
    message: `Only a PUBLISHED release can be the latest one, and this is ${status === 'ARCHIVED' ? 'an' : 'a'} ${status} one.`,
  });
}
