import type { Core } from '../core.ts';
import { findCustomer } from '../customers/manage-customers.ts';
import { newMetadata } from '../metadata.ts';
import type { License } from '../model.ts';
import { findProduct } from '../products/find-product.ts';
import { refuse } from '../refusal.ts';
import type { LicenseInput } from './create-license.ts';
import { expiration, type ExpirationInput } from './expiration.ts';
import { findLicense } from './find-license.ts';
import { readMaxVersion } from './maintenance.ts';

type Changeable =
  | 'key'
  | 'products'
  | 'customers'
  | 'seats'
  | 'ipLimit'
  | 'identifierType'
  | 'maxVersion'
  | 'releasesUntil'
  | 'suspended'
  | 'metadata';

/** What is to be otherwise with a licence; what is left out stays. Lists replace the lists there were. */
export type LicenseChanges = { [Field in Changeable]?: LicenseInput[Field] | undefined } & {
  /** When it ends, as a whole. */
  expiration?: ExpirationInput | undefined;
};

/**
 * Changes what a licence allows, or its key: the old key is worth nothing from then on. Devices and addresses keep their
 * places, also where the new limits are lower.
 * @throws {Refusal} `license_not_found`, `product_not_found`, `customer_not_found`, `customer_ambiguous`, `invalid_input`,
 *   `license_revoked` when it is to be used again, `key_taken`
 */
export function updateLicense(core: Core, reference: string, changes: LicenseChanges): License {
  const { store } = core;
  return store.change(() => {
    const before = findLicense(store, reference);
    const { id } = before;
    const { key, products, customers, suspended = before.suspended, metadata } = changes;
    const productIds = products?.map((product) => findProduct(store, product).id);
    const customerIds = customers?.map((customer) => findCustomer(store, customer).id);
    const now = core.now();
    const ends = changes.expiration && expiration(changes.expiration, before, now);
    if (before.revoked && changes.suspended === false) refuse('license_revoked');
    if (key !== undefined && (store.licenses.byKey(key)?.id ?? id) !== id) refuse('key_taken');
    store.licenses.update({
      ...before,
      ...ends,
      suspended,
      seats: changes.seats === undefined ? before.seats : changes.seats || null,
      ipLimit: changes.ipLimit === undefined ? before.ipLimit : changes.ipLimit || null,
      identifierType: changes.identifierType ?? before.identifierType,
      maxVersion: changes.maxVersion === undefined ? before.maxVersion : readMaxVersion(changes.maxVersion),
      releasesUntil: changes.releasesUntil === undefined ? before.releasesUntil : changes.releasesUntil,
      updatedAt: now,
    });
    if (key !== undefined) store.licenses.setKey(id, key);
    if (productIds) store.licenses.setProducts(id, productIds);
    if (customerIds) store.licenses.setCustomers(id, customerIds);
    if (metadata) store.metadata.replace('license', id, newMetadata(metadata, now));
    return store.licenses.byId(id)!;
  });
}
