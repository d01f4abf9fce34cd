import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createVault } from '../crypto/vault.ts';
import { DataFolderError } from '../storage/data-folder-error.ts';
import { databasePath, databaseProblem, openDatabase } from '../storage/database.ts';
import { lockFolder } from '../storage/folder-lock.ts';
import { type KeySlot, readMasterKey } from '../storage/key-slots.ts';
import { openStore, type Store } from '../storage/store.ts';

/** A data folder that belongs to this process until `close`. */
export type DataFolder = Awaited<ReturnType<typeof openDataFolder>>;

/**
 * Takes a data folder: creates it where it is missing, locks it, reads its master key and opens its database.
 * @param mustExist a folder without a database is then refused instead of filled: its drive may only be unplugged
 * @throws {DataFolderError} which says what is wrong and what to do
 */
export async function openDataFolder(folder: string, slots: readonly KeySlot[], mustExist = false) {
  if (mustExist && !existsSync(databasePath(folder)))
    throw new DataFolderError(
      'missing',
      `${folder} holds no data, though Lanyard has used it before. If it lies on a drive that is not connected, connect it and try again.`,
    );
  prepare(folder);
  const unlock = lockFolder(folder);
  try {
    const vault = createVault(await readMasterKey(folder, slots));
    const db = openDatabase(folder);
    try {
      const store = openStore(db, vault);
      assertSameKey(folder, vault.fingerprint, store);
      const close = () => {
        db.close();
        unlock();
      };
      return { folder, store, close };
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    unlock();
    throw databaseProblem(error, folder);
  }
}

function prepare(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    for (const name of ['files', 'incoming', 'keys', 'logs', 'backups'])
      mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DataFolderError(
      'not_writable',
      `${folder} cannot be used as a data folder (${code}). Choose a folder that you may write to.`,
    );
  }
}

/** A master key that opens nothing here would make new data unreadable beside the old. */
function assertSameKey(folder: string, fingerprint: string, store: Store): void {
  const path = join(folder, 'keys', 'fingerprint');
  const noted = existsSync(path) ? readFileSync(path, 'utf8').trim() : '';
  if (noted === '' ? !opensVendor(store) : noted !== fingerprint)
    throw new DataFolderError(
      'wrong_key',
      `The master key does not belong to ${folder}. Use the key file that was made with it.`,
    );
  if (noted === '') writeFileSync(path, `${fingerprint}\n`, { mode: 0o600 });
}

/** Without a fingerprint, what the key must open tells whether it is the right one. */
function opensVendor(store: Store): boolean {
  if (!store.vendor.get()) return true;
  try {
    store.vendor.privateKey();
    return true;
  } catch {
    return false;
  }
}
