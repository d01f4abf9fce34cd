import type { Core } from '../../../domain/core.ts';
import type { Customer, License, Product, Release } from '../../../domain/model.ts';
import { latestFor } from '../../../domain/releases/latest-for.ts';
import type { MetadataOwner } from '../../../domain/store.ts';

/** Fields of one thing; `metadata` last. */
type Told = Record<string, unknown>;

/** `data` of a check that grants: what the vendor lets clients know. What is empty is left out. */
export type ReturnedFields = { license?: Told; customers?: Told[]; products?: Told[] };

const iso = (time: number): string => new Date(time).toISOString();

/**
 * What the setting `returnedFields` tells of a licence (specs/lukittu.md section 1.5, last point).
 * @param used the licence, which this check may have started
 * @param branch the line whose latest releases are told; null = the default line
 * @returns null when there is nothing to tell
 */
export function returnedFields(core: Core, used: License, branch: string | null): ReturnedFields | null {
  const chosen = new Set<string>(core.settings.current().returnedFields);
  if (chosen.size === 0) return null;
  if (chosen.has('license.hwidLimit')) chosen.add('license.seats');
  const { licenses } = core.store;
  const asks = (prefix: string) => [...chosen].some((field) => field.startsWith(prefix));
  const tell = (area: string, owner: MetadataOwner, { id }: { id: string }, fields: Told): Told => ({
    ...only(fields, (name, value) => chosen.has(`${area}.${name}`) && value !== undefined),
    ...(asks(`${area}.metadata.`)
      ? metadata(core, owner, id, (key) => chosen.has(`${area}.metadata.${key}`))
      : {}),
  });

  const license = licenses.byId(used.id) ?? used;
  const customers = asks('customers.') ? licenses.customers(license.id) : [];
  const products = asks('products.') ? licenses.products(license.id) : [];
  const latest = (product: Product) =>
    chosen.has('products.latestRelease') ? latestRelease(core, license, product, branch) : undefined;
  const data = only(
    {
      license: tell('license', 'license', license, licenseFields(license)),
      customers: customers
        .map((customer) => tell('customers', 'customer', customer, customerFields(customer)))
        .filter(isSome),
      products: products
        .map((product) => tell('products', 'product', product, productFields(product, latest(product))))
        .filter(isSome),
    },
    (_name, told) => isSome(told),
  );
  return isSome(data) ? data : null;
}

const isSome = (told: object): boolean => Object.keys(told).length > 0;

/** The fields that a condition is true of, in the same order. */
const only = <Fields extends Told>(
  fields: Fields,
  condition: (name: string, value: Fields[keyof Fields]) => boolean,
): Partial<Fields> =>
  Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => condition(name, value as Fields[keyof Fields])),
  ) as Partial<Fields>;

function metadata(core: Core, owner: MetadataOwner, id: string, isChosen: (key: string) => boolean): Told {
  const pairs = core.store.metadata.of(owner, id).filter(({ key }) => isChosen(key));
  return pairs.length === 0 ? {} : { metadata: pairs.map(({ key, value }) => ({ key, value })) };
}

/** The dates and days of an expiry that has none are left out, whereas a limit that is none is `null`. */
const licenseFields = (license: License): Told => ({
  ipLimit: license.ipLimit,
  hwidLimit: license.seats,
  seats: license.seats,
  expirationType: license.expirationType,
  expirationStart: license.expirationStart,
  expirationDate: license.expirationDate === null ? undefined : iso(license.expirationDate),
  expirationDays: license.expirationDays ?? undefined,
});

const customerFields = ({ email, fullName, username }: Customer): Told => ({ email, fullName, username });

const productFields = ({ name, url }: Product, latest: Release | undefined): Told => ({
  name,
  url,
  latestRelease: latest && { version: latest.version, createdAt: iso(latest.createdAt) },
});

/** For this licence, of the named line, which Lukittu itself never finds: it takes the name for an id. */
function latestRelease(
  { store }: Core,
  license: License,
  { id: productId }: Product,
  branch: string | null,
): Release | undefined {
  const line = branch === null ? null : store.branches.byName(productId, branch);
  if (line === undefined) return undefined;
  return latestFor(store, { productId, branchId: line?.id ?? null }, license, null);
}
