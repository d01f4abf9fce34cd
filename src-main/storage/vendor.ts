import type { Vault } from '../crypto/vault.ts';
import type { Vendor } from '../domain/model.ts';
import type { Sqlite } from './database.ts';

const CONTEXT = 'vendor private key';

/** The one vendor of the data folder. */
export function vendor(db: Sqlite, vault: Vault) {
  const get = db.prepare<[], Vendor>(
    'SELECT id, name, public_key AS publicKey, created_at AS createdAt, updated_at AS updatedAt FROM vendor',
  );
  const getPrivateKey = db.prepare<[], { sealed: Buffer }>('SELECT private_key AS sealed FROM vendor');
  const clear = db.prepare('DELETE FROM vendor');
  const insert = db.prepare<[Vendor & { sealed: Buffer }]>(
    'INSERT INTO vendor (id, name, public_key, private_key, created_at, updated_at) VALUES (@id, @name, @publicKey, @sealed, @createdAt, @updatedAt)',
  );
  let current: Vendor | undefined; // kept, since every check asks for it
  return {
    get: (): Vendor | undefined => (current ??= get.get()),
    /** PKCS8 PEM. */
    privateKey: (): string => vault.open(getPrivateKey.get()!.sealed, CONTEXT),
    /** Puts this vendor in the place of any other. */
    set(value: Vendor, privateKey: string): void {
      clear.run();
      insert.run({ ...value, sealed: vault.seal(privateKey, CONTEXT) });
      current = undefined; // not yet committed
    },
  };
}
