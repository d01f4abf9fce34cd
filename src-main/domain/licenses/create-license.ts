import type { IdentifierKind } from '../../../shared/model/enums.ts';
import { newId, newLicenseKey } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import { findCustomer } from '../customers/manage-customers.ts';
import { type MetadataInput, newMetadata } from '../metadata.ts';
import type { License } from '../model.ts';
import { findProduct } from '../products/find-product.ts';
import { refuse } from '../refusal.ts';
import { expiration, type ExpirationInput } from './expiration.ts';
import { readMaxVersion } from './maintenance.ts';

export type LicenseInput = ExpirationInput & {
  products: readonly string[];
  customers: readonly string[];
  key?: string | undefined;
  suspended?: boolean | undefined;
  /** null or 0 = unlimited, as is `ipLimit`. */
  seats?: number | null | undefined;
  ipLimit?: number | null | undefined;
  identifierType: IdentifierKind;
  /** null = no bound, as for `releasesUntil`. */
  maxVersion?: string | null | undefined;
  /** Milliseconds since the epoch. */
  releasesUntil?: number | null | undefined;
  metadata?: readonly MetadataInput[] | undefined;
};

/**
 * Issues a licence, with a new key unless one is given.
 * @throws {Refusal} `key_taken`, `invalid_input`, `product_not_found`, `customer_not_found`, `customer_ambiguous`
 */
export function createLicense(core: Core, input: LicenseInput): License {
  const { store } = core;
  return store.change(() => {
    const products = input.products.map((reference) => findProduct(store, reference));
    const customers = input.customers.map((reference) => findCustomer(store, reference));
    const now = core.now();
    const key = input.key ?? newLicenseKey();
    if (store.licenses.byKey(key)) refuse('key_taken');
    const id = newId();
    store.licenses.insert(
      {
        id,
        keyHint: '', // derived from the key where it is stored
        ...expiration(input, null, now),
        suspended: input.suspended ?? false,
        revoked: false,
        seats: input.seats || null,
        ipLimit: input.ipLimit || null,
        identifierType: input.identifierType,
        maxVersion: readMaxVersion(input.maxVersion ?? null),
        releasesUntil: input.releasesUntil ?? null,
        lastActiveAt: null,
        createdAt: now,
        updatedAt: now,
      },
      key,
    );
    for (const product of products) store.licenses.addProduct(id, product.id);
    for (const customer of customers) store.licenses.addCustomer(id, customer.id);
    store.metadata.replace('license', id, newMetadata(input.metadata ?? [], now));
    return store.licenses.byId(id)!;
  });
}
