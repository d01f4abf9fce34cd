import type { SafeStorage } from 'electron';
import type { Keychain } from './keychain-slot.ts';

/** `safeStorage` of any Electron: older ones have only the synchronous half, newer ones will have only the other. */
export type AnySafeStorage = Partial<
  Pick<
    SafeStorage,
    | 'isEncryptionAvailable'
    | 'encryptString'
    | 'decryptString'
    | 'isAsyncEncryptionAvailable'
    | 'encryptStringAsync'
    | 'decryptStringAsync'
    | 'getSelectedStorageBackend'
  >
>;

/** The keychain of the operating system, and why it cannot be used where it cannot. */
export type Secrets = Keychain & { unusable: string | null };

/** Bytes travel as base64: the keychain takes text. */
export async function openSecrets(storage: AnySafeStorage, platform: NodeJS.Platform): Promise<Secrets> {
  return {
    unusable: await whyUnusable(storage, platform),
    encrypt: async (bytes) => {
      const text = Buffer.from(bytes).toString('base64');
      return (await storage.encryptStringAsync?.(text)) ?? storage.encryptString?.(text) ?? null;
    },
    decrypt: async (bytes) => {
      const encrypted = Buffer.from(bytes);
      const text =
        (await storage.decryptStringAsync?.(encrypted))?.result ?? storage.decryptString?.(encrypted) ?? null;
      return text === null ? null : Buffer.from(text, 'base64');
    },
  };
}

async function whyUnusable(storage: AnySafeStorage, platform: NodeJS.Platform): Promise<string | null> {
  const backend = platform === 'linux' ? storage.getSelectedStorageBackend?.() : undefined;
  if (backend === 'basic_text' || backend === 'unknown')
    return 'This desktop has no keyring (GNOME Keyring or KWallet) to keep it in.';
  try {
    const available =
      (await storage.isAsyncEncryptionAvailable?.()) ?? storage.isEncryptionAvailable?.() ?? false;
    if (available) return null;
  } catch {
    // The same as no.
  }
  return 'The keychain of this system is locked or not available.';
}
