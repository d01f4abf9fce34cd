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

type ApiKeyRow = Omit<ApiKey, 'scopes'> & { scopes: string | null };

const toApiKey = (row: ApiKeyRow): ApiKey => ({
  ...row,
  scopes: row.scopes === null ? null : (JSON.parse(row.scopes) as ApiKey['scopes']),
});

/** The vendor's own keys for the dev endpoints. */
export function apiKeys(db: Sqlite) {
  const columns = `id, name, scopes, ${common}`;
  const { byHash, byId, ...rest } = secrets<ApiKeyRow>(db, 'api_keys', columns, 'key_hash');
  const list = db.prepare<[], ApiKeyRow>(`SELECT ${columns} FROM api_keys ORDER BY created_at, id`);
  const insert = db.prepare<[ApiKeyRow & { hash: Buffer }]>(
    `INSERT INTO api_keys (id, name, scopes, key_hash, expires_at, revoked_at, last_used_at, created_at)
     VALUES (@id, @name, @scopes, @hash, @expiresAt, @revokedAt, @lastUsedAt, @createdAt)`,
  );
  const one = (row: ApiKeyRow | undefined) => row && toApiKey(row);
  return {
    ...rest,
    byHash: (hash: Buffer): ApiKey | undefined => one(byHash(hash)),
    byId: (id: string): ApiKey | undefined => one(byId(id)),
    list: (): ApiKey[] => list.all().map(toApiKey),
    insert: ({ scopes, ...key }: ApiKey, hash: Buffer): void =>
      void insert.run({ ...key, scopes: scopes && JSON.stringify(scopes), hash }),
  };
}

export const accessTokenColumns = `id, customer_id AS customerId, name, ${common}`;

/** What customers download with instead of a licence key. */
export function accessTokens(db: Sqlite) {
  const columns = accessTokenColumns;
  const ofCustomer = db.prepare<[string], AccessToken>(
    `SELECT ${columns} FROM access_tokens WHERE customer_id = ? ORDER BY created_at, id`,
  );
  const insert = db.prepare<[AccessToken & { hash: Buffer }]>(
    `INSERT INTO access_tokens (id, customer_id, name, token_hash, expires_at, revoked_at, last_used_at, created_at)
     VALUES (@id, @customerId, @name, @hash, @expiresAt, @revokedAt, @lastUsedAt, @createdAt)`,
  );
  const rename = db.prepare<[string, string]>('UPDATE access_tokens SET name = ? WHERE id = ?');
  const remove = db.prepare<[string]>('DELETE FROM access_tokens WHERE id = ?');
  return {
    ...secrets<AccessToken>(db, 'access_tokens', columns, 'token_hash'),
    rename: (id: string, name: string): void => void rename.run(name, id),
    remove: (id: string): void => void remove.run(id),
    ofCustomer: (customerId: string): AccessToken[] => ofCustomer.all(customerId),
    insert: (token: AccessToken, hash: Buffer): void => void insert.run({ ...token, hash }),
  };
}
