import type { RecordKind } from '../../../shared/model/transfer.ts';
import type { Core } from '../core.ts';
import type { Customer, License, Metadata, PostalAddress, Product } from '../model.ts';

/** So many records take a few milliseconds: the checks of clients never wait longer than that. */
const STEP = 50;

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

/** Every record of a kind, in steps between which others may have their turn. What refers to others does it by id. */
export function exportRecords(core: Core, kind: RecordKind): Iterable<ExportedRecord[]> {
  switch (kind) {
    case 'products':
      return steps(core.store.products.list(), (product) => exportProduct(core, product));
    case 'customers':
      return pages(core.store.customers.after, (customer) => exportCustomer(core, customer));
    case 'licenses':
      return pages(core.store.licenses.after, (license) => exportLicense(core, license));
    case 'releases':
      return releases(core);
  }
}

function* steps<T>(rows: readonly T[], present: (row: T) => ExportedRecord): Iterable<ExportedRecord[]> {
  for (let from = 0; from < rows.length; from += STEP) yield rows.slice(from, from + STEP).map(present);
}

const exportProduct = ({ store }: Core, { createdAt, updatedAt, ...product }: Product): ExportedRecord => ({
  ...product,
  branches: store.branches.ofProduct(product.id).map(({ id, name }) => ({ id, name })),
  metadata: pairs(store.metadata.of('product', product.id)),
  ...{ createdAt: iso(createdAt), updatedAt: iso(updatedAt) },
});

/** The same for what is too much to be read at once. */
function* pages<T extends { id: string }>(
  read: (after: string, limit: number) => T[],
  present: (row: T) => ExportedRecord,
): Iterable<ExportedRecord[]> {
  for (let rows = read('', STEP); rows.length > 0; rows = read(rows.at(-1)!.id, STEP))
    yield rows.map(present);
}

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

function* releases({ store }: Core): Iterable<ExportedRecord[]> {
  for (const product of store.products.list())
    yield* steps(store.releases.ofProduct(product.id), (release) => ({
      id: release.id,
      product: product.id,
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
    }));
}
