import type { AccessToken, ApiKey } from '../domain/model.ts';
import type { Sqlite } from './database.ts';

const common =
  'expires_at AS expiresAt, revoked_at AS revokedAt, last_used_at AS lastUsedAt, created_at AS createdAt';

/** What API keys and access tokens share: looked up by hash, revoked, and touched when used. */
function secrets<Row>(db: Sqlite, table: 'api_keys' | 'access_tokens', columns: string, hashColumn: string) {
  const byHash = db.prepare<[Buffer], Row>(`SELECT ${columns} FROM ${table} WHERE ${hashColumn} = ?`);
  const byId = db.prepare<[string], Row>(`SELECT ${columns} FROM ${table} WHERE id = ?`);
  const revoke = db.prepare<[number, string]>(
    `UPDATE ${table} SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL`,
  );
  const touch = db.prepare<[number, string]>(`UPDATE ${table} SET last_used_at = ? WHERE id = ?`);
  return {
    byHash: (hash: Buffer): Row | undefined => byHash.get(hash),
    byId: (id: string): Row | undefined => byId.get(id),
    revoke: (id: string, now: number): void => void revoke.run(now, id),
    touch: (id: string, now: number): void => void touch.run(now, id),
  };
}

/** The vendor's own keys for the dev endpoints. */
export function apiKeys(db: Sqlite) {
  const columns = `id, name, ${common}`;
  const list = db.prepare<[], ApiKey>(`SELECT ${columns} FROM api_keys ORDER BY created_at, id`);
  const insert = db.prepare<[ApiKey & { hash: Buffer }]>(
    `INSERT INTO api_keys (id, name, key_hash, expires_at, revoked_at, last_used_at, created_at)
     VALUES (@id, @name, @hash, @expiresAt, @revokedAt, @lastUsedAt, @createdAt)`,
  );
  return {
    ...secrets<ApiKey>(db, 'api_keys', columns, 'key_hash'),
    list: (): ApiKey[] => list.all(),
    insert: (key: ApiKey, hash: Buffer): void => void insert.run({ ...key, hash }),
  };
}

/** What customers download with instead of a licence key. */
export function accessTokens(db: Sqlite) {
  const columns = `id, customer_id AS customerId, ${common}`;
  const ofCustomer = db.prepare<[string], AccessToken>(
    `SELECT ${columns} FROM access_tokens WHERE customer_id = ? ORDER BY created_at, id`,
  );
  const insert = db.prepare<[AccessToken & { hash: Buffer }]>(
    `INSERT INTO access_tokens (id, customer_id, token_hash, expires_at, revoked_at, last_used_at, created_at)
     VALUES (@id, @customerId, @hash, @expiresAt, @revokedAt, @lastUsedAt, @createdAt)`,
  );
  return {
    ...secrets<AccessToken>(db, 'access_tokens', columns, 'token_hash'),
    ofCustomer: (customerId: string): AccessToken[] => ofCustomer.all(customerId),
    insert: (token: AccessToken, hash: Buffer): void => void insert.run({ ...token, hash }),
  };
}
