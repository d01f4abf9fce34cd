import type { RecordKind } from '../../../shared/model/transfer.ts';
import type { Core } from '../core.ts';
import type { Customer, License, Metadata, PostalAddress, Product, Release } from '../model.ts';

/** So many records take a millisecond or two: the checks of clients never wait longer than that. */
const STEP = 10;

/** A record as it leaves: what `shared/model/transfer.ts` reads, with times in ISO 8601. */
export type ExportedRecord = Record<string, unknown>;

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());
const pairs = (metadata: readonly Metadata[]) =>
  metadata.map(({ key, value, locked }) => ({ key, value, locked }));

/** Who the vendor is. The private keys are in it only when asked for: whoever has them can speak in the vendor's name. */
export function exportVendor({ store }: Core, privateKey: boolean): ExportedRecord {
  const { id, name, publicKey } = store.vendor.get()!;
  return {
    ...{ id, name, publicKey },
    ...(privateKey && { privateKey: store.vendor.privateKey(), feedKey: store.feedKey.privateKey() }),
  };
}

/** Some records of a kind, and after what to go on; null = there are no more. What refers to others does it by id. */
export function exportRecords(
  core: Core,
  kind: RecordKind,
  after: string,
): { records: ExportedRecord[]; next: string | null } {
  const { store } = core;
  switch (kind) {
    case 'products':
      return page(store.products.after(Number(after), STEP), exportProduct, core, ({ number }) =>
        String(number),
      );
    case 'customers':
      return page(store.customers.after(after, STEP), exportCustomer, core, byId);
    case 'licenses':
      return page(store.licenses.after(after, STEP), exportLicense, core, byId);
    case 'releases':
      return page(store.releases.after(after, STEP), exportRelease, core, byId);
  }
}

const byId = ({ id }: { id: string }): string => id;

const page = <T>(
  rows: readonly T[],
  present: (core: Core, row: T) => ExportedRecord,
  core: Core,
  place: (row: T) => string,
) => ({
  records: rows.map((row) => present(core, row)),
  next: rows.length < STEP ? null : place(rows.at(-1)!),
});

const exportProduct = ({ store }: Core, { createdAt, updatedAt, ...product }: Product): ExportedRecord => ({
  ...product,
  branches: store.branches.ofProduct(product.id).map(({ id, name }) => ({ id, name })),
  metadata: pairs(store.metadata.of('product', product.id)),
  ...{ createdAt: iso(createdAt), updatedAt: iso(updatedAt) },
});

const exportAddress = ({
  line1,
  line2,
  postalCode,
  city,
  state,
  country,
}: PostalAddress): ExportedRecord => ({
  ...{ line1, line2, postalCode, city, state, country },
});

const exportCustomer = (
  { store }: Core,
  { name: _shown, postalAddress, createdAt, updatedAt, ...customer }: Customer,
): ExportedRecord => ({
  ...customer,
  postalAddress: postalAddress && exportAddress(postalAddress),
  metadata: pairs(store.metadata.of('customer', customer.id)),
  ...{ createdAt: iso(createdAt), updatedAt: iso(updatedAt) },
});

const exportLicense = (
  { store }: Core,
  { keyHint: _hint, lastActiveAt: _active, ...license }: License,
): ExportedRecord => ({
  key: store.licenses.key(license.id),
  products: store.licenses.products(license.id).map(({ id }) => id),
  customers: store.licenses.customers(license.id).map(({ id }) => id),
  ...license,
  expirationDate: iso(license.expirationDate),
  releasesUntil: iso(license.releasesUntil),
  metadata: pairs(store.metadata.of('license', license.id)),
  ...{ createdAt: iso(license.createdAt), updatedAt: iso(license.updatedAt) },
});

const exportRelease = ({ store }: Core, release: Release): ExportedRecord => ({
  id: release.id,
  product: release.productId,
  branch: release.branchId === null ? null : store.branches.byId(release.branchId)!.name,
  version: release.version,
  name: release.name,
  notes: release.notes,
  status: release.status,
  latest: release.latest,
  licenses: store.licenses.reservedFor(release.id).map(({ id }) => id),
  publishedAt: iso(release.publishedAt),
  rolloutPercent: release.rolloutPercent,
  withdrawnAt: iso(release.withdrawnAt),
  withdrawnReason: release.withdrawnReason,
  metadata: pairs(store.metadata.of('release', release.id)),
  ...{ createdAt: iso(release.createdAt), updatedAt: iso(release.updatedAt) },
});
