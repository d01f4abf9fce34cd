import type { ExpirationStart, ExpirationType, IdentifierKind } from '../../../shared/model/enums.ts';
import { newId, newLicenseKey } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import { findCustomer } from '../customers/manage-customers.ts';
import { type MetadataInput, newMetadata } from '../metadata.ts';
import type { License } from '../model.ts';
import { findProduct } from '../products/find-product.ts';
import { Refusal, refuse } from '../refusal.ts';
import { readMaxVersion } from './maintenance.ts';

const DAY_MS = 86_400_000;

export type LicenseInput = {
  products: readonly string[];
  customers: readonly string[];
  key?: string | undefined;
  expirationType: ExpirationType;
  expirationStart?: ExpirationStart | undefined;
  /** Milliseconds since the epoch. */
  expirationDate?: number | undefined;
  expirationDays?: number | undefined;
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
        ...expiration(input, now),
        suspended: false,
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

type Expiration = Pick<License, 'expirationType' | 'expirationStart' | 'expirationDate' | 'expirationDays'>;

function expiration(input: LicenseInput, now: number): Expiration {
  const { expirationType, expirationStart, expirationDate, expirationDays } = input;
  const invalid = (message: string) => new Refusal('invalid_input', { message });
  switch (expirationType) {
    case 'NEVER':
      if (expirationStart !== undefined || expirationDate !== undefined || expirationDays !== undefined)
        throw invalid('A licence that never expires has neither a date nor a number of days.');
      return { expirationType, expirationStart: null, expirationDate: null, expirationDays: null };
    case 'DATE':
      if (expirationDate === undefined) throw invalid('A licence that expires on a date needs the date.');
      if (expirationDate <= now) throw invalid('The expiry date lies in the past.');
      return { expirationType, expirationStart: null, expirationDate, expirationDays: null };
    case 'DURATION': {
      if (expirationDays === undefined || expirationStart === undefined)
        throw invalid(
          'A licence that lasts a number of days needs the days and where they start (creation or activation).',
        );
      const begun = expirationStart === 'CREATION' ? now + expirationDays * DAY_MS : null;
      return { expirationType, expirationStart, expirationDate: begun, expirationDays };
    }
  }
}
