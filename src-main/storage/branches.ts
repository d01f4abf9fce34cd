import type { Branch } from '../domain/model.ts';
import type { Sqlite } from './database.ts';

const columns = 'id, product_id AS productId, name, created_at AS createdAt, updated_at AS updatedAt';

export function branches(db: Sqlite) {
  const byId = db.prepare<[string], Branch>(`SELECT ${columns} FROM branches WHERE id = ?`);
  const byName = db.prepare<[string, string], Branch>(
    `SELECT ${columns} FROM branches WHERE product_id = ? AND name = ?`,
  );
  const ofProduct = db.prepare<[string], Branch>(
    `SELECT ${columns} FROM branches WHERE product_id = ? ORDER BY name`,
  );
  const inUse = db.prepare<[string]>('SELECT 1 FROM releases WHERE branch_id = ? LIMIT 1');
  const insert = db.prepare<[Branch]>(
    'INSERT INTO branches (id, product_id, name, created_at, updated_at) VALUES (@id, @productId, @name, @createdAt, @updatedAt)',
  );
  const rename = db.prepare<[Branch]>(
    'UPDATE branches SET name = @name, updated_at = @updatedAt WHERE id = @id',
  );
  const remove = db.prepare<[string]>('DELETE FROM branches WHERE id = ?');
  return {
    byId: (id: string): Branch | undefined => byId.get(id),
    byName: (productId: string, name: string): Branch | undefined => byName.get(productId, name),
    ofProduct: (productId: string): Branch[] => ofProduct.all(productId),
    inUse: (id: string): boolean => inUse.get(id) !== undefined,
    insert: (branch: Branch): void => void insert.run(branch),
    rename: (branch: Branch): void => void rename.run(branch),
    remove: (id: string): void => void remove.run(id),
  };
}
