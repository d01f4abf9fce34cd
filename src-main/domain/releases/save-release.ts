import type { ReleaseStatus } from '../../../shared/model/enums.ts';
import { newId } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import { type MetadataInput, newMetadata } from '../metadata.ts';
import type { Release } from '../model.ts';
import { refuse } from '../refusal.ts';
import { addFile, assertVersionFree, type NewFile, platformlessFile, putRelease } from './release-rules.ts';

/** A release as an API states it whole: what is not said is emptied, not kept. */
export type ReleaseStatement = {
  productId: string;
  branchId: string | null;
  version: string;
  status: ReleaseStatus;
  setAsLatest: boolean;
  metadata: readonly MetadataInput[];
  licenseIds: readonly string[];
};

/** What becomes of the file that a platform-less API sees: a new one, the old one, or none. */
export type FileChange = { kind: 'new'; file: NewFile } | { kind: 'keep' } | { kind: 'remove' };

/**
 * Everything that can refuse a statement before its file is taken in, in the order of specs/lukittu.md section 5.
 * @param releaseId the release that is replaced; null for a new one
 * @throws {Refusal} `product_not_found`, `release_not_found`, `licenses_not_found`, `latest_needs_all_licenses`,
 *   `branch_not_found`, `version_taken`
 */
export function assertSavable(core: Core, statement: ReleaseStatement, releaseId: string | null): void {
  const { store } = core;
  if (!store.products.byId(statement.productId)) refuse('product_not_found');
  const replaced =
    releaseId === null ? null : (store.releases.byId(releaseId) ?? refuse('release_not_found'));
  const branchChecks = [
    () => assertVersionFree(core, statement, replaced?.id),
    () => {
      if (
        statement.branchId !== null &&
        store.branches.byId(statement.branchId)?.productId !== statement.productId
      )
        refuse('branch_not_found');
    },
  ];
  const licenseCheck = () => {
    if (statement.licenseIds.some((id) => !store.licenses.byId(id))) refuse('licenses_not_found');
    const staysLatest = replaced !== null && replaced.latest && statement.status === 'PUBLISHED';
    if (statement.licenseIds.length > 0 && (statement.setAsLatest || staysLatest))
      refuse('latest_needs_all_licenses');
  };
  if (replaced) {
    for (const one of branchChecks) one();
    licenseCheck();
  } else {
    licenseCheck();
    for (const one of branchChecks.toReversed()) one();
  }
}

/**
 * Creates a release, or replaces one whole, in one transaction.
 * @returns also the SHA-256 of bytes that may have lost their last name
 * @throws as `assertSavable`
 */
export function saveRelease(
  core: Core,
  statement: ReleaseStatement,
  releaseId: string | null,
  change: FileChange,
): { release: Release; dropped: string[] } {
  const { store } = core;
  return store.change(() => {
    assertSavable(core, statement, releaseId);
    const now = core.now();
    const replaced = releaseId === null ? undefined : store.releases.byId(releaseId);
    const stated: Release = {
      id: newId(),
      name: null,
      notes: '',
      rolloutPercent: 100,
      withdrawnAt: null,
      withdrawnReason: null,
      lastSeenAt: null,
      publishedAt: null,
      createdAt: now,
      ...replaced,
      productId: statement.productId,
      branchId: statement.branchId,
      version: statement.version,
      status: statement.status,
      latest: statement.setAsLatest && statement.status === 'PUBLISHED',
      updatedAt: now,
    };
    const release = putRelease(core, stated, !replaced);
    store.metadata.replace('release', release.id, newMetadata(statement.metadata, now));
    store.licenses.reserve(release.id, statement.licenseIds);
    const old = platformlessFile(store.releaseFiles.ofRelease(release.id));
    const dropped = old && change.kind !== 'keep' ? [old.sha256] : [];
    if (old && change.kind !== 'keep') store.releaseFiles.remove(old.id);
    if (change.kind === 'new') addFile(core, release.id, old?.platform ?? null, change.file);
    return { release, dropped };
  });
}
