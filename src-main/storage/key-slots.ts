import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newMasterKey } from '../crypto/vault.ts';
import { DataFolderError } from './data-folder-error.ts';

/**
 * A place that can hold the master key of a data folder. The file slot is one; the desktop app adds the keychain of
 * the operating system, which only its main thread can ask.
 */
export type KeySlot = {
  name: string;
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
    exists: () => existsSync(path),
    read: async () => {
      const key = Buffer.from(readKeyFile(path).trim(), 'base64');
      if (key.length !== 32)
        throw new DataFolderError(
          'wrong_key',
          `${path} does not hold a Lanyard master key (32 bytes in base64).`,
        );
      return key;
    },
    write: async (key) => writeWhole(path, `${key.toString('base64')}\n`),
  };
}

/** Whole and on the disk before anything is sealed with it: nothing sealed can be opened without it. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const draft = `${path}.new`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(draft, content, { mode: 0o600, flush: true });
  renameSync(draft, path);
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
 * Reads the master key from the first slot that gives it, or makes one when the folder is new.
 * @param slots in order of preference; a new key goes into the first
 * @throws {DataFolderError} `no_key` when the folder has a key that none of these slots can give
 */
export async function readMasterKey(folder: string, slots: readonly KeySlot[]): Promise<Buffer> {
  for (const slot of slots) {
    if (!slot.exists()) continue;
    const key = await slot.read();
    if (key) return key;
  }
  if (existsSync(join(folder, 'lanyard.db')))
    throw new DataFolderError(
      'no_key',
      existsSync(keychainSlotPath(folder))
        ? `The master key of ${folder} lies in the keychain of the desktop app. Start the app once and let it add a key file, or give one with --master-key-file.`
        : `The master key of ${folder} is missing: ${fileSlotPath(folder)} is not there. Restore it from a backup, or give it with --master-key-file.`,
    );
  const key = newMasterKey();
  await slots[0]!.write(key);
  return key;
}
