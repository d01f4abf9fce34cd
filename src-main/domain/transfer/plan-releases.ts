import { precedence } from '../../../shared/latest-release.ts';
import type { ReleaseRecord } from '../../../shared/model/transfer.ts';
import { newId } from '../../crypto/secrets.ts';
import { DEFAULT_LINE } from '../access/release-checks.ts';
import type { Core } from '../core.ts';
import { newMetadata } from '../metadata.ts';
import type { Branch, License, Release } from '../model.ts';
import { putRelease } from '../releases/release-rules.ts';
import { agree } from './agree.ts';
import type { Known } from './known.ts';
import { bad, existing, type Plan, unnamed } from './plan.ts';

/**
 * What a record of a release would make here: the release without its files, which are published into it afterwards.
 * @returns how it is stored, that it exists already, or what is wrong with it
 */
export function planRelease(core: Core, known: Known, record: ReleaseRecord): Plan {
  const { store } = core;
  const now = core.now();
  const named = agree(
    record.product.map((reference) => [reference]),
    known.productsCalled,
  );
  if ('word' in named) return bad('product', unnamed('product', 'number', named));
  const product = named.things[0]!;
  const branch = lineOf(known, product.id, record.branch ?? null);
  if (branch === undefined) return bad('branch', `${product.name} has no branch "${record.branch}"`);
  const branchId = branch?.id ?? null;
  const holder = known.releaseOf({ productId: product.id, branchId, version: record.version });
  if (holder && record.id != null && holder.id !== record.id)
    return bad('version', `the release with the id ${holder.id} has this version`);
  if (!holder && record.id != null && known.releaseById(record.id))
    return bad('id', 'another release has this id');
  const reserved: License[] = [];
  for (const reference of record.licenses ?? []) {
    const license = known.license(reference);
    if (!license) return bad('licenses', 'there is no licence with one of these ids or keys');
    reserved.push(license);
  }
  const status = record.status ?? 'PUBLISHED';
  const latest = record.latest === true && status === 'PUBLISHED';
  if (latest && reserved.length > 0)
    return bad('latest', 'a release reserved for some licences cannot be the latest one');
  if (holder) return existing(known, holder, 'version');

  const createdAt = record.createdAt ?? now;
  const release: Release = {
    id: record.id ?? newId(),
    productId: product.id,
    branchId,
    version: record.version,
    name: record.name ?? null,
    notes: record.notes ?? '',
    status,
    latest,
    rolloutPercent: record.rolloutPercent ?? 100,
    withdrawnAt: record.withdrawnAt ?? null,
    withdrawnReason: record.withdrawnReason || null,
    lastSeenAt: null,
    publishedAt: record.publishedAt ?? (status === 'PUBLISHED' ? createdAt : null),
    createdAt,
    updatedAt: record.updatedAt ?? now,
  };
  known.addRelease(release);
  return {
    existing: false,
    save() {
      putRelease(core, { ...release, latest: latest && takesFlag(core, release) }, true);
      store.metadata.replace('release', release.id, newMetadata(record.metadata ?? [], now));
      store.licenses.reserve(
        release.id,
        reserved.map(({ id }) => id),
      );
    },
  };
}

/** Whether a release that is imported as the latest is it here: it takes the flag from no higher version of its line. */
function takesFlag({ store }: Core, { productId, branchId, version, withdrawnAt }: Release): boolean {
  const flagged = store.releases.latestOf(productId, branchId);
  return flagged === undefined || (withdrawnAt === null && precedence(version, [flagged.version]) === null);
}

/** null = the default line; undefined = no such branch. */
function lineOf(known: Known, productId: string, name: string | null): Branch | null | undefined {
  if (name === null || name.toLowerCase() === DEFAULT_LINE) return null;
  const byId = known.branchById(name);
  return known.branch(productId, name) ?? (byId?.productId === productId ? byId : undefined);
}
