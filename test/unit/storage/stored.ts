import { onTestFinished } from 'vitest';
import { createVault, newMasterKey } from '../../../src-main/crypto/vault.ts';
import type {
  Branch,
  Customer,
  Device,
  License,
  Product,
  Release,
  ReleaseFile,
} from '../../../src-main/domain/model.ts';
import { openDatabase } from '../../../src-main/storage/database.ts';
import { openStore } from '../../../src-main/storage/store.ts';
import { temporaryFolder } from '../../support/folder.ts';

/** 2026-06-01T12:00:00Z in milliseconds. */
export const NOON = Date.parse('2026-06-01T12:00:00.000Z');

/** A store on a database of its own. */
export function stored() {
  const folder = temporaryFolder();
  const db = openDatabase(folder);
  onTestFinished(() => void db.close());
  return { folder, db, store: openStore(db, createVault(newMasterKey())) };
}

let counter = 0;
/** Another UUID with every call. */
export const uuid = (): string => `00000000-0000-4000-8000-${String(++counter).padStart(12, '0')}`;

const times = { createdAt: NOON, updatedAt: NOON };

export const aProduct = (values: Partial<Product> = {}): Product => {
  const id = values.id ?? uuid();
  return { id, number: counter, name: `Product ${id}`, url: null, ...times, ...values };
};

export const aBranch = (productId: string, values: Partial<Branch> = {}): Branch => ({
  ...{ id: uuid(), productId, name: 'beta', ...times },
  ...values,
});

export const aRelease = (productId: string, values: Partial<Release> = {}): Release => ({
  ...{ id: uuid(), productId, branchId: null, version: '1.0', name: null, notes: '' },
  ...{ status: 'PUBLISHED', latest: false, lastSeenAt: null, publishedAt: null, ...times },
  ...{ rolloutPercent: 100, withdrawnAt: null, withdrawnReason: null },
  ...values,
});

export const aFile = (releaseId: string, values: Partial<ReleaseFile> = {}): ReleaseFile => ({
  ...{ id: uuid(), releaseId, platform: null, name: 'app.zip', size: 4, mainClass: null, createdAt: NOON },
  ...{ sha256: 'a'.repeat(64), sha512: 'b'.repeat(128), md5: 'c'.repeat(32), damage: null },
  ...values,
});

/** A licence as it goes into the store; its `keyHint` comes from the key that goes with it. */
export const aLicense = (values: Partial<License> = {}): License => ({
  ...{ id: uuid(), keyHint: '', expirationType: 'NEVER', expirationStart: null, expirationDate: null },
  ...{ expirationDays: null, suspended: false, revoked: false, seats: null, ipLimit: null },
  ...{ identifierType: 'domain', maxVersion: null, releasesUntil: null, lastActiveAt: null, ...times },
  ...values,
});

export const aCustomer = (values: Partial<Customer> = {}): Customer => ({
  ...{ id: uuid(), name: 'Ada', fullName: 'Ada', username: null, email: null },
  ...{ discordId: null, postalAddress: null, ...times },
  ...values,
});

export const aDevice = (licenseId: string, values: Partial<Device> = {}): Device => ({
  ...{ id: uuid(), licenseId, kind: 'hwid', identifier: 'machine-1', name: null },
  ...{ forgottenAt: null, lastSeenAt: NOON, ...times },
  ...values,
});
