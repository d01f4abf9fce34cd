import type { LicenseRecord } from '../../../shared/model/transfer.ts';
import { newId } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import { newMetadata } from '../metadata.ts';
import type { License } from '../model.ts';
import { boundRank } from '../releases/version-rank.ts';
import type { Known } from './known.ts';
import { bad, existing, type Plan } from './plan.ts';

const DAY_MS = 86_400_000;

/**
 * What a record of a licence would make here. It may be suspended, revoked or expired: it is taken as it is.
 * @returns how it is stored, that it exists already, or what is wrong with it
 */
export function planLicense(core: Core, known: Known, record: LicenseRecord): Plan {
  const { store } = core;
  const now = core.now();
  const byKey = known.licenseByKey(record.key);
  const byId = record.id == null ? undefined : known.licenseById(record.id);
  if (byKey && record.id != null && byKey.id !== record.id)
    return bad('key', `the licence with the id ${byKey.id} has this key`);
  if (byId && byId.id !== byKey?.id) return bad('id', 'another licence has this id');

  const products = (record.products ?? []).map((reference) => known.product(reference) ?? reference);
  const unknownProduct = products.find((product) => typeof product === 'string');
  if (unknownProduct !== undefined)
    return bad('products', `there is no product with the id, number or name "${unknownProduct}"`);
  const customers = (record.customers ?? []).map((reference) => known.customers(reference));
  const wrong = customers.findIndex((found) => found.length !== 1);
  if (wrong !== -1)
    return bad(
      'customers',
      `${customers[wrong]!.length === 0 ? 'there is no customer' : 'there are several customers'} with the id, e-mail address or name "${record.customers![wrong]}"`,
    );
  const maxVersion = record.maxVersion ?? null;
  if (maxVersion !== null && boundRank(maxVersion) === null)
    return bad('maxVersion', 'must be numbers with dots between them, e.g. 2 or 2.1');
  if (byKey) return existing(known, byKey, 'key');

  const license: License = {
    id: record.id ?? newId(),
    keyHint: '', // derived from the key where it is stored
    ...expiration(record, record.createdAt ?? now),
    suspended: record.suspended ?? false,
    revoked: record.revoked ?? false,
    seats: record.seats || null,
    ipLimit: record.ipLimit || null,
    identifierType: record.identifierType ?? 'domain',
    maxVersion,
    releasesUntil: record.releasesUntil ?? null,
    lastActiveAt: null,
    createdAt: record.createdAt ?? now,
    updatedAt: record.updatedAt ?? now,
  };
  known.addLicense(license, record.key);
  return {
    existing: false,
    save() {
      store.licenses.insert(license, record.key);
      for (const product of products)
        if (typeof product !== 'string') store.licenses.addProduct(license.id, product.id);
      for (const [customer] of customers) if (customer) store.licenses.addCustomer(license.id, customer.id);
      store.metadata.replace('license', license.id, newMetadata(record.metadata ?? [], now));
    },
  };
}

type Expiration = Pick<License, 'expirationType' | 'expirationStart' | 'expirationDate' | 'expirationDays'>;

/** A record without a type has the one that its date or its days imply. */
function expiration(record: LicenseRecord, createdAt: number): Expiration {
  const { expirationDate = null, expirationDays = null } = record;
  const type =
    record.expirationType ??
    (expirationDays !== null ? 'DURATION' : expirationDate !== null ? 'DATE' : 'NEVER');
  switch (type) {
    case 'NEVER':
      return { expirationType: type, expirationStart: null, expirationDate: null, expirationDays: null };
    case 'DATE':
      return { expirationType: type, expirationStart: null, expirationDate, expirationDays: null };
    case 'DURATION': {
      const expirationStart = record.expirationStart ?? 'CREATION';
      const begun = expirationStart === 'CREATION' ? createdAt + expirationDays! * DAY_MS : null;
      return {
        expirationType: type,
        expirationStart,
        expirationDate: expirationDate ?? begun,
        expirationDays,
      };
    }
  }
}
