import type { Vault } from '../crypto/vault.ts';
import type { Customer, License, Product } from '../domain/model.ts';
import { boundRank } from '../../shared/version-rank.ts';
import { keyParts } from './key-parts.ts';
import { customerColumns, type CustomerRow, toCustomer } from './customers.ts';
import type { Sqlite } from './database.ts';

type Row = Omit<License, 'keyHint' | 'suspended' | 'revoked'> & {
  keyFirst: string | null;
  keyLast: string;
  suspended: 0 | 1;
  revoked: 0 | 1;
};

export const licenseColumns = `l.id, l.key_first AS keyFirst, l.key_last AS keyLast, l.expiration_type AS expirationType,
  l.expiration_start AS expirationStart, l.expiration_date AS expirationDate, l.expiration_days AS expirationDays,
  l.suspended, l.revoked, l.seats, l.ip_limit AS ipLimit, l.identifier_type AS identifierType,
  l.max_version AS maxVersion, l.releases_until AS releasesUntil, l.last_active_at AS lastActiveAt, l.created_at AS createdAt, l.updated_at AS updatedAt`;

/** A row of `licenseColumns` as the domain's licence. */
export function toLicense({ keyFirst, keyLast, suspended, revoked, ...row }: Row): License {
  return {
    ...row,
    keyHint: keyFirst === null ? `…${keyLast}` : `${keyFirst}…${keyLast}`,
    suspended: suspended === 1,
    revoked: revoked === 1,
  };
}

const context = (id: string) => `license key ${id}`;

export function licenses(db: Sqlite, vault: Vault) {
  const one = (row: Row | undefined) => row && toLicense(row);
  const byLookup = db.prepare<[Buffer], Row>(
    `SELECT ${licenseColumns} FROM licenses l WHERE l.key_lookup = ?`,
  );
  const byId = db.prepare<[string], Row>(`SELECT ${licenseColumns} FROM licenses l WHERE l.id = ?`);
  const after = db.prepare<[string, number], Row>(
    `SELECT ${licenseColumns} FROM licenses l WHERE l.id > ? ORDER BY l.id LIMIT ?`,
  );
  const sealedKey = db.prepare<[string], { sealed: Buffer }>(
    'SELECT key_sealed AS sealed FROM licenses WHERE id = ?',
  );
  const ofCustomer = db.prepare<[string], Row>(
    `SELECT ${licenseColumns} FROM license_customers c JOIN licenses l ON l.id = c.license_id
     WHERE c.customer_id = ? ORDER BY l.created_at, l.id`,
  );
  const insert = db.prepare(
    `INSERT INTO licenses (id, key_lookup, key_sealed, key_first, key_last, expiration_type, expiration_start, expiration_date,
       expiration_days, suspended, revoked, seats, ip_limit, identifier_type, max_version, max_version_rank, releases_until,
       last_active_at, created_at, updated_at)
     VALUES (@id, @lookup, @sealed, @first, @last, @expirationType, @expirationStart, @expirationDate,
       @expirationDays, @suspended, @revoked, @seats, @ipLimit, @identifierType, @maxVersion, @maxVersionRank, @releasesUntil,
       @lastActiveAt, @createdAt, @updatedAt)`,
  );
  const update = db.prepare(
    `UPDATE licenses SET expiration_type = @expirationType, expiration_start = @expirationStart,
       expiration_date = @expirationDate, expiration_days = @expirationDays, suspended = @suspended, revoked = @revoked,
       seats = @seats, ip_limit = @ipLimit, identifier_type = @identifierType, max_version = @maxVersion,
       max_version_rank = @maxVersionRank, releases_until = @releasesUntil, updated_at = @updatedAt WHERE id = @id`,
  );
  const start = db.prepare<[number, string]>(
    'UPDATE licenses SET expiration_date = ? WHERE id = ? AND expiration_date IS NULL',
  );
  const rekey = db.prepare(
    'UPDATE licenses SET key_lookup = @lookup, key_sealed = @sealed, key_first = @first, key_last = @last WHERE id = @id',
  );
  const touch = db.prepare<[number, string]>('UPDATE licenses SET last_active_at = ? WHERE id = ?');
  const remove = db.prepare<[string]>('DELETE FROM licenses WHERE id = ?');

  const hasProduct = db.prepare<[string, string]>(
    'SELECT 1 FROM license_products WHERE license_id = ? AND product_id = ?',
  );
  const anyProduct = db.prepare<[string]>('SELECT 1 FROM license_products WHERE license_id = ? LIMIT 1');
  const products = db.prepare<[string], Product>(
    `SELECT p.id, p.number, p.name, p.url, p.created_at AS createdAt, p.updated_at AS updatedAt
     FROM license_products x JOIN products p ON p.id = x.product_id WHERE x.license_id = ? ORDER BY p.number`,
  );
  const addProduct = db.prepare<[string, string]>(
    'INSERT OR IGNORE INTO license_products (license_id, product_id) VALUES (?, ?)',
  );
  const clearProducts = db.prepare<[string]>('DELETE FROM license_products WHERE license_id = ?');
  const hasCustomer = db.prepare<[string, string]>(
    'SELECT 1 FROM license_customers WHERE license_id = ? AND customer_id = ?',
  );
  const customers = db.prepare<[string], CustomerRow>(
    `SELECT ${customerColumns} FROM license_customers x JOIN customers c ON c.id = x.customer_id WHERE x.license_id = ? ORDER BY c.name, c.id`,
  );
  const addCustomer = db.prepare<[string, string]>(
    'INSERT OR IGNORE INTO license_customers (license_id, customer_id) VALUES (?, ?)',
  );
  const clearCustomers = db.prepare<[string]>('DELETE FROM license_customers WHERE license_id = ?');

  const reservedFor = db.prepare<[string], Row>(
    `SELECT ${licenseColumns} FROM release_licenses x JOIN licenses l ON l.id = x.license_id WHERE x.release_id = ? ORDER BY l.created_at, l.id`,
  );
  const isReserved = db.prepare<[string]>('SELECT 1 FROM release_licenses WHERE release_id = ? LIMIT 1');
  const isReservedFor = db.prepare<[string, string]>(
    'SELECT 1 FROM release_licenses WHERE release_id = ? AND license_id = ?',
  );
  const unreserve = db.prepare<[string]>('DELETE FROM release_licenses WHERE release_id = ?');
  const reserve = db.prepare<[string, string]>(
    'INSERT OR IGNORE INTO release_licenses (release_id, license_id) VALUES (?, ?)',
  );

  /** A key as the table has it. */
  const keyColumns = (id: string, key: string) => ({
    ...keyParts(key),
    lookup: vault.lookup(key),
    sealed: vault.seal(key, context(id)),
  });
  const toRow = (license: License) => ({
    ...license,
    maxVersionRank: license.maxVersion === null ? null : boundRank(license.maxVersion),
    suspended: license.suspended ? 1 : 0,
    revoked: license.revoked ? 1 : 0,
  });

  return {
    /** By the whole key, case-sensitive. */
    byKey: (key: string): License | undefined => one(byLookup.get(vault.lookup(key))),
    byId: (id: string): License | undefined => one(byId.get(id)),
    /** The next licences in the order of their ids. */
    after: (id: string, limit: number): License[] => after.all(id, limit).map(toLicense),
    /** The whole key of a licence that exists. */
    key: (id: string): string => vault.open(sealedKey.get(id)!.sealed, context(id)),
    ofCustomer: (customerId: string): License[] => ofCustomer.all(customerId).map(toLicense),
    insert(license: License, key: string): void {
      insert.run({ ...toRow(license), ...keyColumns(license.id, key) });
    },
    /** All but the key. */
    update: (license: License): void => void update.run(toRow(license)),
    /** The old key is worth nothing from now on. */
    setKey: (id: string, key: string): void => void rekey.run({ id, ...keyColumns(id, key) }),
    /** Sets the expiry of a licence whose duration starts with its first use. */
    startDuration: (id: string, expirationDate: number): void => void start.run(expirationDate, id),
    touch: (id: string, now: number): void => void touch.run(now, id),
    remove: (id: string): void => void remove.run(id),

    hasProduct: (id: string, productId: string): boolean => hasProduct.get(id, productId) !== undefined,
    hasProducts: (id: string): boolean => anyProduct.get(id) !== undefined,
    products: (id: string): Product[] => products.all(id),
    addProduct: (id: string, productId: string): void => void addProduct.run(id, productId),
    setProducts(id: string, productIds: readonly string[]): void {
      clearProducts.run(id);
      for (const productId of productIds) addProduct.run(id, productId);
    },
    hasCustomer: (id: string, customerId: string): boolean => hasCustomer.get(id, customerId) !== undefined,
    customers: (id: string): Customer[] => customers.all(id).map(toCustomer),
    addCustomer: (id: string, customerId: string): void => void addCustomer.run(id, customerId),
    setCustomers(id: string, customerIds: readonly string[]): void {
      clearCustomers.run(id);
      for (const customerId of customerIds) addCustomer.run(id, customerId);
    },

    /** The licences a release is reserved for; none = every licence. */
    reservedFor: (releaseId: string): License[] => reservedFor.all(releaseId).map(toLicense),
    /** Whether a release is reserved for some licences. */
    isReserved: (releaseId: string): boolean => isReserved.get(releaseId) !== undefined,
    mayHave: (releaseId: string, licenseId: string): boolean =>
      isReserved.get(releaseId) === undefined || isReservedFor.get(releaseId, licenseId) !== undefined,
    reserve(releaseId: string, licenseIds: readonly string[]): void {
      unreserve.run(releaseId);
      for (const licenseId of licenseIds) reserve.run(releaseId, licenseId);
    },
  };
}
