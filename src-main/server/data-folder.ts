import { accessSync, constants, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createVault } from '../crypto/vault.ts';
import { closeFolder } from '../storage/close-folder.ts';
import { DataFolderError } from '../storage/data-folder-error.ts';
import { databaseProblem, openDatabase, putBack } from '../storage/database.ts';
import { lockFolder } from '../storage/folder-lock.ts';
import { type FolderState, stateOf, subfolders, unfinishedMark } from '../storage/folder-state.ts';
import {
  fileSlotPath,
  keychainSlotPath,
  type KeySlot,
  readMasterKey,
  readOrMakeMasterKey,
} from '../storage/key-slots.ts';
import { makePrivate, syncFolder, writeWhole } from '../storage/private-file.ts';
import { openStore, type Store } from '../storage/store.ts';

/** A data folder that belongs to this process until `close`. */
export type DataFolder = Awaited<ReturnType<typeof openDataFolder>>;

/**
 * Takes a data folder: creates it where it is missing or empty, locks it, reads its master key and opens its database.
 * A folder that is refused is left as it was found.
 * @param mustExist a folder that holds no Lanyard is then refused instead of filled
 * @throws {DataFolderError} which says what is wrong and what to do
 */
export async function openDataFolder(folder: string, slots: readonly KeySlot[], mustExist = false) {
  const look = () => stateOf(folder, namedKeyFiles(folder, slots));
  refuseUnless(onDisk(folder, look), folder, mustExist);
  onDisk(folder, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  });
  const unlock = lockFolder(folder);
  try {
    const state = onDisk(folder, look); // another process may have had it until now
    refuseUnless(state, folder, mustExist);
    const open = onDisk(folder, () => prepare(folder, state));
    const key = state === 'lanyard' ? await readMasterKey(folder, slots) : await readOrMakeMasterKey(slots);
    const vault = createVault(key);
    const db = openDatabase(folder);
    try {
      const store = openStore(db, vault);
      assertSameKey(folder, vault.fingerprint, store);
      onDisk(folder, () => rmSync(unfinishedMark(folder), { force: true }));
      const close = () => {
        db.close();
        unlock();
      };
      return { folder, store, close, /** What other users can open in it all the same. */ open };
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    unlock();
    throw databaseProblem(error, folder);
  }
}

/** Key files outside the places that a data folder has for them. */
function namedKeyFiles(folder: string, slots: readonly KeySlot[]): string[] {
  const own = [fileSlotPath(folder), keychainSlotPath(folder)].map((path) => resolve(path));
  return slots.map(({ path }) => resolve(path)).filter((path) => !own.includes(path));
}

function refuseUnless(state: FolderState, folder: string, mustExist: boolean): void {
  if (state === 'foreign')
    throw new DataFolderError(
      'foreign',
      `${folder} holds other files and no Lanyard. Nothing was changed. Choose an empty folder, or one that does not exist yet (--data DIR).`,
    );
  if (state === 'bereft')
    throw new DataFolderError(
      'no_database',
      `${folder} holds keys or release files of a Lanyard, but its database lanyard.db is missing or empty. Nothing was changed. ${putBack}`,
    );
  if (mustExist && state !== 'lanyard')
    throw new DataFolderError(
      'missing',
      `There is no Lanyard in ${folder}. If it lies on a drive that is not connected, connect it and try again (--data DIR names another folder, lanyard serve makes a new Lanyard).`,
    );
}

/**
 * Makes the subfolders, and closes everything to other users.
 * @returns what they can open all the same
 */
function prepare(folder: string, state: FolderState): string[] {
  if (state === 'empty') {
    makePrivate(unfinishedMark(folder));
    syncFolder(folder);
  }
  for (const name of subfolders) mkdirSync(join(folder, name), { recursive: true, mode: 0o700 });
  return closeFolder(folder);
}

/** Does something with a folder. @throws {DataFolderError} `not_writable`, `disk_full` for what the disk says */
function onDisk<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw databaseProblem(error, folder);
    throw new DataFolderError(
      'not_writable',
      `${folder} cannot be used as a data folder (${code}). Choose a folder that you may write to.`,
    );
  }
}

/** A master key that opens nothing here would make new data unreadable beside the old. */
function assertSameKey(folder: string, fingerprint: string, store: Store): void {
  const path = join(folder, 'keys', 'fingerprint');
  const noted = readNote(path);
  if (noted === fingerprint) return;
  // What the key opens is a better witness than a note, which may be damaged.
  if (noted === null ? !opensVendor(store) : !store.vendor.get() || !opensVendor(store))
    throw new DataFolderError(
      'wrong_key',
      `The master key does not belong to ${folder}. Nothing was changed. Put back keys/master.key from a backup of this folder, or give the key file that it was made with (--master-key-file FILE).`,
    );
  try {
    writeWhole(path, `${fingerprint}\n`);
  } catch (error) {
    throw new DataFolderError(
      'not_writable',
      `${path} cannot be written (${(error as NodeJS.ErrnoException).code}). Remove it: Lanyard makes it anew.`,
    );
  }
}

/** The fingerprint that was noted; null when there is none, or none that can be read. */
function readNote(path: string): string | null {
  try {
    return /^[0-9a-f]{64}$/.exec(readFileSync(path, 'utf8').trim())?.[0] ?? null;
  } catch {
    return null;
  }
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
