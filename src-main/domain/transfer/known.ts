import type { Branch, Customer, License, Product, Release } from '../model.ts';
import type { Store } from '../store.ts';

/** What is unique under each of several names: an id, a number, a name. */
class Names<T> {
  readonly #held = new Map<string, T>();

  has = (name: string | null | undefined): boolean => name != null && this.#held.has(name.toLowerCase());
  get = (name: string): T | undefined => this.#held.get(name.toLowerCase());
  add(value: T, ...names: (string | null | undefined)[]): void {
    for (const name of names) if (name != null) this.#held.set(name.toLowerCase(), value);
  }
}

/** What an import may name: what the file brought so far, and what is stored. */
export type Known = ReturnType<typeof openKnown>;

/** @returns look-ups over the store and over what is added to them */
export function openKnown(store: Store) {
  const products = { ids: new Names<Product>(), numbers: new Names<Product>(), names: new Names<Product>() };
  const branches = new Names<Branch>();
  const branchIds = new Names<Branch>();
  const customers = { ids: new Names<Customer>(), called: new Names<Customer[]>() };
  const licenses = { ids: new Names<License>(), keys: new Map<string, License>() };
  const releases = { ids: new Names<Release>(), versions: new Map<string, Release>() };
  const brought = new Set<string>();
  let nextNumber = store.products.nextNumber();

  const productById = (id: string) => products.ids.get(id) ?? store.products.byId(id.toLowerCase());
  const productByNumber = (number: number) =>
    products.numbers.get(String(number)) ?? store.products.byNumber(number);
  const productByName = (name: string) => products.names.get(name) ?? store.products.byName(name);
  const licenseById = (id: string) => licenses.ids.get(id) ?? store.licenses.byId(id.toLowerCase());
  const licenseByKey = (key: string) => licenses.keys.get(key) ?? store.licenses.byKey(key);
  const customerById = (id: string) => customers.ids.get(id) ?? store.customers.byId(id.toLowerCase());
  const versionName = ({
    productId,
    branchId,
    version,
  }: Pick<Release, 'productId' | 'branchId' | 'version'>) => `${productId}\n${branchId}\n${version}`;
  const lineName = (productId: string, name: string) => `${productId}\n${name}`;

  return {
    /** Whether something with this id came from the file, and was not there before. */
    isBrought: (id: string): boolean => brought.has(id),
    productById,
    productByNumber,
    productByName,
    /** By id, number or name, in this order; at most one. */
    productsCalled(reference: string): Product[] {
      const found =
        productById(reference) ??
        (/^\d{1,10}$/.test(reference) ? productByNumber(Number(reference)) : undefined) ??
        productByName(reference);
      return found ? [found] : [];
    },
    /** The lowest number after every number that is taken. */
    newNumber: (): number => nextNumber++,
    addProduct(product: Product): void {
      brought.add(product.id);
      products.ids.add(product, product.id);
      products.numbers.add(product, String(product.number));
      products.names.add(product, product.name);
      nextNumber = Math.max(nextNumber, product.number + 1);
    },

    branch: (productId: string, name: string): Branch | undefined =>
      branches.get(lineName(productId, name)) ?? store.branches.byName(productId, name),
    branchById: (id: string): Branch | undefined =>
      branchIds.get(id) ?? store.branches.byId(id.toLowerCase()),
    addBranch(branch: Branch): void {
      branches.add(branch, lineName(branch.productId, branch.name));
      branchIds.add(branch, branch.id);
    },

    customerById,
    /** By id, e-mail address or name; more than one when the reference is ambiguous. */
    customers(reference: string): Customer[] {
      const byId = customerById(reference);
      if (byId) return [byId];
      const all = [...(customers.called.get(reference) ?? []), ...store.customers.called(reference)];
      return [...new Map(all.map((customer) => [customer.id, customer])).values()];
    },
    addCustomer(customer: Customer): void {
      brought.add(customer.id);
      customers.ids.add(customer, customer.id);
      for (const name of new Set([customer.email, customer.name]))
        if (name !== null) customers.called.add([...(customers.called.get(name) ?? []), customer], name);
    },

    licenseById,
    licenseByKey,
    license: (reference: string): License | undefined => licenseByKey(reference) ?? licenseById(reference),
    addLicense(license: License, key: string): void {
      brought.add(license.id);
      licenses.ids.add(license, license.id);
      licenses.keys.set(key, license);
    },

    releaseById: (id: string): Release | undefined =>
      releases.ids.get(id) ?? store.releases.byId(id.toLowerCase()),
    releaseOf: (place: Pick<Release, 'productId' | 'branchId' | 'version'>): Release | undefined =>
      releases.versions.get(versionName(place)) ??
      store.releases.byVersion(place.productId, place.branchId, place.version),
    addRelease(release: Release): void {
      brought.add(release.id);
      releases.ids.add(release, release.id);
      releases.versions.set(versionName(release), release);
    },
  };
}
