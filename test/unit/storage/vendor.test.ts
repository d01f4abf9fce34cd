import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVault, newMasterKey } from '../../../src-main/crypto/vault.ts';
import { openStore } from '../../../src-main/storage/store.ts';
import { aLicense, NOON, stored } from './stored.ts';

const VENDOR = { id: 'b1d4d9a4-4d0b-4a0e-9d0b-111111111111', name: 'Acme', publicKey: 'PUBLIC PEM' };
const PRIVATE_KEY = '-----BEGIN PRIVATE KEY-----\nnot for reading\n-----END PRIVATE KEY-----\n';
const KEY = 'SECRE-TKEY1-SECRE-TKEY2-SECRE';

/** Every byte that the folder holds, as text. */
const allBytes = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');

describe('the vendor', () => {
  it('is none in a new database', () => {
    expect(stored().store.vendor.get()).toBeUndefined();
  });

  it('and its private key come back as they were put in', () => {
    const { store } = stored();
    const vendor = { ...VENDOR, createdAt: NOON, updatedAt: NOON };
    store.vendor.set(vendor, PRIVATE_KEY);
    expect(store.vendor.get()).toEqual(vendor);
    expect(store.vendor.privateKey()).toBe(PRIVATE_KEY);
  });

  it('is one: another takes its place', () => {
    const { db, store } = stored();
    store.vendor.set({ ...VENDOR, createdAt: NOON, updatedAt: NOON }, PRIVATE_KEY);
    store.vendor.set({ ...VENDOR, id: VENDOR.id.replace('b', 'c'), createdAt: 1, updatedAt: 2 }, 'other');
    expect(db.prepare('SELECT count(*) FROM vendor').pluck().get()).toBe(1);
    expect(store.vendor.privateKey()).toBe('other');
  });
});

describe('what is sealed', () => {
  it('cannot be read in the files of the database', () => {
    const { folder, db, store } = stored();
    store.vendor.set({ ...VENDOR, createdAt: NOON, updatedAt: NOON }, PRIVATE_KEY);
    const license = aLicense();
    store.licenses.insert(license, KEY);
    expect(store.licenses.key(license.id)).toBe(KEY);
    const whileOpen = allBytes(folder);
    db.pragma('wal_checkpoint(TRUNCATE)');
    for (const bytes of [whileOpen, allBytes(folder)]) {
      expect(bytes).toContain('PUBLIC PEM'); // so the search does see what is written plainly
      expect(bytes).not.toContain('not for reading');
      expect(bytes).not.toContain(KEY);
      expect(bytes).not.toContain('TKEY1');
    }
  });

  it('cannot be opened, nor looked up, under another master key', () => {
    const { db, store } = stored();
    store.vendor.set({ ...VENDOR, createdAt: NOON, updatedAt: NOON }, PRIVATE_KEY);
    const license = aLicense();
    store.licenses.insert(license, KEY);
    const stranger = openStore(db, createVault(newMasterKey()));
    expect(() => stranger.vendor.privateKey()).toThrow(/authenticate/);
    expect(() => stranger.licenses.key(license.id)).toThrow(/authenticate/);
    expect(stranger.licenses.byKey(KEY)).toBeUndefined();
  });

  it('cannot be given to another licence', () => {
    const { db, store } = stored();
    const [mine, yours] = [aLicense(), aLicense()];
    store.licenses.insert(mine, KEY);
    store.licenses.insert(yours, 'OTHER-OTHER-OTHER-OTHER-OTHER');
    db.prepare(
      'UPDATE licenses SET key_sealed = (SELECT key_sealed FROM licenses WHERE id = ?) WHERE id = ?',
    ).run(mine.id, yours.id);
    expect(() => store.licenses.key(yours.id)).toThrow(/authenticate/);
  });
});
