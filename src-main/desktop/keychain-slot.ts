import { existsSync, readFileSync } from 'node:fs';
import { DataFolderError } from '../storage/data-folder-error.ts';
import { type KeySlot, keychainSlotPath } from '../storage/key-slots.ts';
import { writeWhole } from '../storage/private-file.ts';

/** Encrypts and decrypts under a key that the operating system keeps; null when it does not. */
export type Keychain = {
  encrypt: (bytes: Uint8Array) => Promise<Uint8Array | null>;
  decrypt: (bytes: Uint8Array) => Promise<Uint8Array | null>;
};

/** A slot that holds the master key of a data folder as the keychain of this user and machine encrypted it. */
export function keychainSlot(folder: string, keychain: Keychain): KeySlot {
  const path = keychainSlotPath(folder);
  return {
    name: 'keychain',
    path,
    exists: () => existsSync(path),
    read: async () => {
      const key = await keychain.decrypt(readFileSync(path));
      return key?.length === 32 ? Buffer.from(key) : null;
    },
    write: async (key) => {
      // One that is there and was not opened may be opened again later, by a keychain that is unlocked.
      if (existsSync(path))
        throw new DataFolderError(
          'no_key',
          `The keychain of this system did not open the master key in ${path}. Unlock it and try again.`,
        );
      const encrypted = await keychain.encrypt(key);
      if (!encrypted)
        throw new DataFolderError(
          'no_key',
          'The keychain of this system did not take the master key. Unlock it and try again.',
        );
      writeWhole(path, encrypted);
    },
  };
}
