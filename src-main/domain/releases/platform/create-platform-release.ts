import { newId } from '../../../crypto/secrets.ts';
import { DEFAULT_LINE } from '../../access/release-checks.ts';
import type { Core } from '../../core.ts';
import type { PendingFile, Product, Release } from '../../model.ts';
import { createBranch } from '../../products/manage-branches.ts';
import { Refusal, refuse } from '../../refusal.ts';
import { putRelease } from '../release-rules.ts';
import { platformsOf } from './find-platform-release.ts';

export type NewPlatformRelease = {
  productId: string;
  name: string;
  version: string;
  channel: string;
  /** null = any platform. */
  platform: string | null;
  notes: string;
  /** Of a release that was made elsewhere; null = now. */
  createdAt: number | null;
};

/**
 * Makes a draft for one platform, which has no file yet. When the line has the version already, the platform joins that
 * release: its name and notes stay. A channel that the product does not have becomes a branch of it.
 * @returns its id, which its file will have
 * @throws {Refusal} `product_not_found`, `name_reserved`, `version_taken` when the release has the platform already
 */
export function createPlatformRelease(
  core: Core,
  input: NewPlatformRelease,
): { id: string; product: Product } {
  const { store } = core;
  return store.change(() => {
    const product = store.products.byId(input.productId) ?? refuse('product_not_found');
    const branchId = lineOf(core, product, input.channel);
    const existing = store.releases.byVersion(product.id, branchId, input.version);
    if (existing) assertPlatformFree(core, existing, input.platform);
    const release = existing ?? putRelease(core, draftOf(core, input, branchId), true);
    return { id: expectFile(core, release, input.platform).id, product };
  });
}

/** The branch that a channel means, which is made where it is missing; null = the default line. */
export function lineOf(core: Core, product: Product, channel: string): string | null {
  if (channel === DEFAULT_LINE) return null;
  const found = core.store.branches.byName(product.id, channel);
  return (found ?? createBranch(core, { product: product.id, name: channel })).id;
}

/** @throws {Refusal} `version_taken` */
export function assertPlatformFree(core: Core, release: Release, platform: string | null): void {
  if (!platformsOf(core, release).some((one) => one.platform === platform)) return;
  throw new Refusal('version_taken', {
    message: `The release ${release.version} has ${platform === null ? 'a file for any platform' : `the platform ${platform}`} already.`,
  });
}

/** Notes that a release is to have a file for a platform. */
export function expectFile(
  { store, now }: Core,
  release: Release,
  platform: string | null,
  id = newId(),
): PendingFile {
  const times = { createdAt: now(), updatedAt: now() };
  const pending = { id, releaseId: release.id, platform, file: null, ...times };
  store.pendingFiles.save(pending);
  return pending;
}

const draftOf = (core: Core, input: NewPlatformRelease, branchId: string | null): Release => ({
  id: newId(),
  productId: input.productId,
  branchId,
  version: input.version,
  name: input.name,
  notes: input.notes,
  status: 'DRAFT',
  latest: false,
  rolloutPercent: 100,
  withdrawnAt: null,
  withdrawnReason: null,
  lastSeenAt: null,
  publishedAt: null,
  createdAt: input.createdAt ?? core.now(),
  updatedAt: core.now(),
});
