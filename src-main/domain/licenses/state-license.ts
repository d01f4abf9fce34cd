import type { Core } from '../core.ts';
import type { MetadataInput } from '../metadata.ts';
import type { License } from '../model.ts';
import { refuse } from '../refusal.ts';
import { createLicense } from './create-license.ts';
import { expiration, type ExpirationInput } from './expiration.ts';
import { updateLicense } from './update-license.ts';

/** A licence as a tool of the vendor states it, whole and by ids. */
export type LicenseStatement = ExpirationInput & {
  /** Left out: a new licence gets a new key, another keeps its own. */
  key?: string | undefined;
  productIds: readonly string[];
  customerIds: readonly string[];
  suspended: boolean;
  /** null = unlimited, as is `ipLimit`. */
  seats: number | null;
  ipLimit: number | null;
  metadata: readonly MetadataInput[];
};

/**
 * Issues a licence, or makes one what is stated.
 * @param licenseId the licence that is restated; null for a new one
 * @throws {Refusal} in this order: `license_not_found`, `invalid_input`, `products_not_found`, `customers_not_found`,
 *   `license_revoked`, `key_taken`; then nothing is changed
 */
export function stateLicense(core: Core, statement: LicenseStatement, licenseId: string | null): License {
  const { store } = core;
  return store.change(() => {
    const { productIds, customerIds, ...terms } = statement;
    const before =
      licenseId === null ? null : (store.licenses.byId(licenseId) ?? refuse('license_not_found'));
    expiration(terms, before, core.now());
    if (!productIds.every((id) => store.products.byId(id))) refuse('products_not_found');
    if (!customerIds.every((id) => store.customers.byId(id))) refuse('customers_not_found');
    const lists = { products: productIds, customers: customerIds };
    return before === null
      ? createLicense(core, { ...terms, ...lists, identifierType: 'domain' })
      : updateLicense(core, before.id, { ...terms, ...lists, expiration: terms });
  });
}
