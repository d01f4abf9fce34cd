import type { Vault } from '../crypto/vault.ts';
import { Refusal } from '../domain/refusal.ts';
import { accessTokens, apiKeys } from './credentials.ts';
import { addresses, devices } from './seats.ts';
import { blacklist } from './blacklist.ts';
import { branches } from './branches.ts';
import { checkedBytes } from './checked-bytes.ts';
import { clock } from './clock.ts';
import { customers } from './customers.ts';
import { errorCode } from './data-folder-error.ts';
import type { Sqlite } from './database.ts';
import { feedKey } from './feed-key.ts';
import { fileFacts } from './file-facts.ts';
import { licenses } from './licenses.ts';
import { logs } from './logs.ts';
import { metadata } from './metadata.ts';
import { pendingFiles } from './pending-files.ts';
import { products } from './products.ts';
import { releaseFiles } from './release-files.ts';
import { releases } from './releases.ts';
import { settings } from './settings.ts';
import { tlsCertificates } from './tls-certificates.ts';
import { vendor } from './vendor.ts';

/** Everything that is stored, by area. All of it is synchronous. */
export type Store = ReturnType<typeof openStore>;

/** Prepares every statement on a writing connection. */
export function openStore(db: Sqlite, vault: Vault) {
  const run = db.transaction((work: () => unknown) => work());
  const begin = db.prepare('BEGIN');
  const end = db.prepare('COMMIT');
  let isLooking = false;
  const endLook = () => {
    if (isLooking && db.open && db.inTransaction) end.run();
    isLooking = false;
  };
  const bookkeep = <T>(work: () => T): T => {
    endLook();
    return unlessFull(() => run.immediate(work) as T);
  };
  return {
    vendor: vendor(db, vault),
    settings: settings(db),
    clock: clock(db),
    tlsCertificates: tlsCertificates(db, vault),
    apiKeys: apiKeys(db),
    products: products(db),
    branches: branches(db),
    releases: releases(db),
    releaseFiles: releaseFiles(db),
    pendingFiles: pendingFiles(db),
    checkedBytes: checkedBytes(db),
    licenses: licenses(db, vault),
    customers: customers(db),
    accessTokens: accessTokens(db),
    devices: devices(db),
    addresses: addresses(db),
    metadata: metadata(db),
    fileFacts: fileFacts(db),
    feedKey: feedKey(db, vault),
    blacklist: blacklist(db),
    logs: logs(db),

    /**
     * Runs a change that the vendor made: one transaction that is on the disk when this returns.
     * @throws {Refusal} `disk_full`; then nothing is changed
     */
    change<T>(work: () => T): T {
      endLook();
      if (db.inTransaction) return work();
      db.pragma('synchronous = FULL');
      try {
        return unlessFull(() => run.immediate(work) as T);
      } finally {
        db.pragma('synchronous = NORMAL');
      }
    },
    /**
     * Lets a check look things up in one state of the data, the same for every check of this turn of the event loop: SQLite
     * then takes its lock once per turn instead of once per look-up, which would cost more than the look-ups. What is written
     * meanwhile ends it first.
     */
    look<T>(work: () => T): T {
      if (!db.inTransaction) {
        begin.run();
        isLooking = true;
        setImmediate(endLook);
      }
      return work();
    },
    /** Whether a transaction is open that writes. Between two turns of the event loop only a bug can have left one. */
    isWriting: (): boolean => db.open && db.inTransaction && !isLooking,
    /**
     * Runs bookkeeping of clients: one transaction that a power cut may take back, but never split.
     * @throws {Refusal} `disk_full`; then nothing is written
     */
    bookkeep,
    /** The same for what nobody is to be refused for: a full disk only loses it. Within a change it is part of that. */
    note(work: () => void): void {
      endLook();
      if (db.inTransaction) return work();
      try {
        bookkeep(work);
      } catch (error) {
        if (!(error instanceof Refusal && error.code === 'disk_full')) throw error;
      }
    },
  };
}

/** @throws {Refusal} `disk_full` where SQLite says so; what else is thrown is passed on */
function unlessFull<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw errorCode(error) === 'SQLITE_FULL' ? new Refusal('disk_full') : error;
  }
}
