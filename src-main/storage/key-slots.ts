import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newMasterKey } from '../crypto/vault.ts';
import { DataFolderError } from './data-folder-error.ts';
import { writeWhole } from './private-file.ts';

/**
 * A place that can hold the master key of a data folder. The file slot is one; the desktop app adds the keychain of
 * the operating system, which only its main thread can ask.
 */
export type KeySlot = {
  name: string;
  /** The file that it is kept in. */
  path: string;
  /** Whether this slot holds the key of this folder. */
  exists: () => boolean;
  /** @returns the 32 bytes, or null when the slot cannot be opened here */
  read: () => Promise<Buffer | null>;
  write: (key: Buffer) => Promise<void>;
};

/** A slot that is a file only its owner can read. */
export function fileSlot(path: string): KeySlot {
  return {
    name: 'file',
    path,
    exists: () => existsSync(path),
    read: async () => {
      const key = Buffer.from(readKeyFile(path).trim(), 'base64');
      if (key.length !== 32)
        throw new DataFolderError(
          'wrong_key',
          `${path} does not hold a Lanyard master key (32 bytes in base64). Put the right one back from a backup of the data folder, or name another file (--master-key-file FILE).`,
        );
      return key;
    },
    // on the disk before anything is sealed with it: nothing sealed can be opened without it
    write: async (key) => writeWhole(path, `${key.toString('base64')}\n`),
  };
}

function readKeyFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new DataFolderError(
      'no_key',
      `The master key in ${path} cannot be read (${(error as NodeJS.ErrnoException).code}). Run as the user who owns it.`,
    );
  }
}

/** Where the file slot of a data folder lies. */
export const fileSlotPath = (folder: string): string => join(folder, 'keys', 'master.key');

/** Where the keychain slot of a data folder lies: the key, encrypted by the operating system. */
export const keychainSlotPath = (folder: string): string => join(folder, 'keys', 'master.keychain');

/**
 * Reads the master key from the first slot that gives it.
 * @param slots in order of preference
 * @throws {DataFolderError} `no_key` when none of these slots gives it
 */
export async function readMasterKey(folder: string, slots: readonly KeySlot[]): Promise<Buffer> {
  const key = await keyOf(slots);
  if (key) return key;
  throw new DataFolderError('no_key', `${whyNoKey(folder, slots)} ${NO_OTHER_KEY}`);
}

/** The same for a new folder: a key is made, in the first slot, where no slot has one. */
export async function readOrMakeMasterKey(slots: readonly KeySlot[]): Promise<Buffer> {
  const found = await keyOf(slots);
  if (found) return found;
  const key = newMasterKey();
  await slots[0]!.write(key);
  return key;
}

async function keyOf(slots: readonly KeySlot[]): Promise<Buffer | null> {
  for (const slot of slots) {
    if (!slot.exists()) continue;
    const key = await slot.read();
    if (key) return key;
  }
  return null;
}

/** Why no key is simply made anew. */
const NO_OTHER_KEY = 'Nothing was changed: no other key opens what the database holds.';

/** What is wrong where no slot gives the key, and what to do. */
function whyNoKey(folder: string, slots: readonly KeySlot[]): string {
  const [own, keychain] = [fileSlotPath(folder), keychainSlotPath(folder)];
  const named = slots.find(({ path }) => path !== own && path !== keychain);
  if (named && !named.exists() && existsSync(own))
    return `There is no key file ${named.path}, and ${folder} has a key of its own in ${own}. Leave out --master-key-file.`;
  if (named && !named.exists() && !existsSync(keychain))
    return `There is no key file ${named.path}. Give the one that ${folder} was made with (--master-key-file FILE), or put it back from a backup.`;
  if (!existsSync(keychain))
    return `The master key of ${folder} is missing: ${own} is not there. Restore it from a backup of the folder, or give the key file that it was made with (--master-key-file FILE).`;
  return slots.some(({ path }) => path === keychain)
    ? `The keychain of this system did not open the master key in ${keychain}. Unlock it and try again, as the user who made the folder.`
    : `The master key of ${folder} lies in the keychain of the desktop app. Start the app once and let it add a key file, or give one with --master-key-file.`;
}
