import { type Ed25519Key, importEd25519Key, newEd25519Key, packEd25519Key } from '../../crypto/ed25519.ts';
import type { Core } from '../core.ts';
import type { FeedKey } from '../model.ts';
import { Refusal, refuse } from '../refusal.ts';

/**
 * Gives the vendor a key to sign update feeds with. One that exists is kept: shipped programs have its public half built in.
 * @param privateKey one that the vendor has already, in any form that `importEd25519Key` reads; null makes a new one
 * @throws {Refusal} `private_key_invalid`, `key_taken`
 */
export function setFeedKey({ store, now }: Core, privateKey: string | null): FeedKey {
  const key = privateKey === null ? newEd25519Key() : read(privateKey);
  return store.change(() => {
    const current = store.feedKey.get();
    const publicKey = key.publicKey.toString('base64');
    if (current && current.publicKey === publicKey) return current;
    if (current)
      throw new Refusal('key_taken', {
        message: `There is a feed key already (${current.publicKey}). Remove it first, if no shipped program trusts it.`,
      });
    const saved = { publicKey, createdAt: now() };
    store.feedKey.set(saved, packEd25519Key(key));
    return saved;
  });
}

/**
 * Forgets the key: feeds are no longer signed.
 * @throws {Refusal} `private_key_invalid` when there is none
 */
export function removeFeedKey({ store }: Core): FeedKey {
  return store.change(() => {
    const current = store.feedKey.get() ?? refuse('private_key_invalid', 'There is no feed key.');
    store.feedKey.clear();
    return current;
  });
}

/** The key that files are signed with, and its public half; null when there is none. */
export function signingKey({ store }: Core): { packed: string; publicKey: Buffer } | null {
  const packed = store.feedKey.privateKey();
  if (packed === null) return null;
  return { packed, publicKey: Buffer.from(store.feedKey.get()!.publicKey, 'base64') };
}

/**
 * The public half of a private key that the vendor has already, in base64.
 * @throws {Refusal} `private_key_invalid`
 */
export const readFeedKey = (text: string): string => read(text).publicKey.toString('base64');

function read(text: string): Ed25519Key {
  try {
    return importEd25519Key(text);
  } catch (error) {
    throw new Refusal('private_key_invalid', { message: (error as RangeError).message });
  }
}
