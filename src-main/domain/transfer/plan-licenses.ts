import type { LicenseRecord } from '../../../shared/model/transfer.ts';
import { newId } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import { newMetadata } from '../metadata.ts';
import type { License } from '../model.ts';
import { boundRank } from '../../../shared/version-rank.ts';
import { agree } from './agree.ts';
import type { Known } from './known.ts';
import { bad, existing, type Plan, unnamed } from './plan.ts';

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

  const products = agree(record.products, known.productsCalled);
  if ('word' in products) return bad('products', unnamed('product', 'number', products));
  const customers = agree(record.customers, known.customers);
  if ('word' in customers) return bad('customers', unnamed('customer', 'e-mail address', customers));
  const maxVersion = record.maxVersion ?? null;
  if (maxVersion !== null && boundRank(maxVersion) === null)
    return bad('maxVersion', 'must be numbers with dots between them, e.g. 2 or 2.1');
  if (byKey) return existing(known, byKey, 'key');

  const license: License = {
    id: record.id ?? newId(),
    keyHint: '', // derived from the key where it is stored
    ...expiration(record, record.createdAt ?? now, now),
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
    license,
    isForEveryProduct: products.things.length === 0,
    save() {
      store.licenses.insert(license, record.key);
      for (const product of products.things) store.licenses.addProduct(license.id, product.id);
      for (const customer of customers.things) store.licenses.addCustomer(license.id, customer.id);
      store.metadata.replace('license', license.id, newMetadata(record.metadata ?? [], now));
    },
  };
}

type Expiration = Pick<License, 'expirationType' | 'expirationStart' | 'expirationDate' | 'expirationDays'>;

/**
 * A record without a type has the one that its date or its days imply, and so has one that says NEVER in spite of them. One
 * that is said to have expired has done so by now. Of a date and days from the creation the earlier end holds; where the
 * days start with the first use, the date is that of their end.
 */
function expiration(record: LicenseRecord, createdAt: number, now: number): Expiration {
  const { expirationDate = null, expirationDays = null, expired } = record;
  if (expired && (expirationDate === null || expirationDate >= now))
    return { expirationType: 'DATE', expirationStart: null, expirationDate: now - 1, expirationDays: null };
  const implied = expirationDays !== null ? 'DURATION' : expirationDate !== null ? 'DATE' : 'NEVER';
  const type = record.expirationType === 'NEVER' ? implied : (record.expirationType ?? implied);
  const expirationStart = record.expirationStart ?? 'CREATION';
  const isCounted = expirationDays !== null && expirationStart === 'CREATION';
  const ends = [expirationDate, isCounted ? createdAt + expirationDays * DAY_MS : null].filter(
    (end) => end !== null,
  );
  const end = ends.length > 0 ? Math.min(...ends) : null;
  switch (type) {
    case 'NEVER':
      return { expirationType: type, expirationStart: null, expirationDate: null, expirationDays: null };
    case 'DATE':
      return { expirationType: type, expirationStart: null, expirationDate: end, expirationDays: null };
    case 'DURATION':
      return { expirationType: type, expirationStart, expirationDate: end, expirationDays };
  }
}
