import type { Vault } from '../crypto/vault.ts';
import { accessTokens, apiKeys } from './credentials.ts';
import { addresses, devices } from './seats.ts';
import { branches } from './branches.ts';
import { customers } from './customers.ts';
import type { Sqlite } from './database.ts';
import { licenses } from './licenses.ts';
import { logs } from './logs.ts';
import { metadata } from './metadata.ts';
import { products } from './products.ts';
import { releaseFiles } from './release-files.ts';
import { releases } from './releases.ts';
import { settings } from './settings.ts';
import { vendor } from './vendor.ts';

/** Everything that is stored, by area. All of it is synchronous. */
export type Store = ReturnType<typeof openStore>;

/** Prepares every statement on a writing connection. */
export function openStore(db: Sqlite, vault: Vault) {
  const run = db.transaction((work: () => unknown) => work());
  const begin = db.prepare('BEGIN');
  const end = db.prepare('COMMIT');
  return {
    vendor: vendor(db, vault),
    settings: settings(db),
    apiKeys: apiKeys(db),
    products: products(db),
    branches: branches(db),
    releases: releases(db),
    releaseFiles: releaseFiles(db),
    licenses: licenses(db, vault),
    customers: customers(db),
    accessTokens: accessTokens(db),
    devices: devices(db),
    addresses: addresses(db),
    metadata: metadata(db),
    logs: logs(db),

    /** Runs a change that the vendor made: one transaction that is on the disk when this returns. */
    change<T>(work: () => T): T {
      if (db.inTransaction) return work();
      db.pragma('synchronous = FULL');
      try {
        return run.immediate(work) as T;
      } finally {
        db.pragma('synchronous = NORMAL');
      }
    },
    /**
     * Lets a check look everything up in one state of the data. SQLite then takes its lock once instead of once per
     * look-up, which would cost more than the look-ups. Bookkeeping within is kept, even when the check refuses in the end.
     */
    look<T>(work: () => T): T {
      if (db.inTransaction) return work();
      begin.run();
      try {
        return work();
      } finally {
        if (db.inTransaction) end.run(); // a failing disk may have ended it
      }
    },
    /** Runs bookkeeping of clients: one transaction that a power cut may take back, but never split. */
    bookkeep: <T>(work: () => T): T => run.immediate(work) as T,
  };
}
