import type { Vault } from '../crypto/vault.ts';
import type { FeedKey } from '../domain/model.ts';
import type { Sqlite } from './database.ts';

const CONTEXT = 'feed key';

/** The key that the vendor signs update feeds with, if there is one. */
export function feedKey(db: Sqlite, vault: Vault) {
  const get = db.prepare<[], FeedKey>(
    'SELECT public_key AS publicKey, created_at AS createdAt FROM feed_key',
  );
  const getSealed = db.prepare<[], { sealed: Buffer }>('SELECT sealed FROM feed_key');
  const clear = db.prepare('DELETE FROM feed_key');
  const insert = db.prepare<[FeedKey & { sealed: Buffer }]>(
    'INSERT INTO feed_key (id, public_key, sealed, created_at) VALUES (1, @publicKey, @sealed, @createdAt)',
  );
  return {
    get: (): FeedKey | undefined => get.get(),
    /** The packed private key; null when there is none. */
    privateKey(): string | null {
      const row = getSealed.get();
      return row ? vault.open(row.sealed, CONTEXT) : null;
    },
    /** Puts this key in the place of any other. */
    set(key: FeedKey, privateKey: string): void {
      clear.run();
      insert.run({ ...key, sealed: vault.seal(privateKey, CONTEXT) });
    },
    clear: (): void => void clear.run(),
  };
}
