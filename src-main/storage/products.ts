import type { Product } from '../domain/model.ts';
import type { Sqlite } from './database.ts';

const columns = 'id, number, name, url, created_at AS createdAt, updated_at AS updatedAt';

export function products(db: Sqlite) {
  const byId = db.prepare<[string], Product>(`SELECT ${columns} FROM products WHERE id = ?`);
  const byNumber = db.prepare<[number], Product>(`SELECT ${columns} FROM products WHERE number = ?`);
  const byName = db.prepare<[string], Product>(
    `SELECT ${columns} FROM products WHERE name = ? COLLATE NOCASE`,
  );
  const list = db.prepare<[], Product>(`SELECT ${columns} FROM products ORDER BY number`);
  const after = db.prepare<[number, number], Product>(
    `SELECT ${columns} FROM products WHERE number > ? ORDER BY number LIMIT ?`,
  );
  const nextNumber = db.prepare<[], { next: number }>(
    'SELECT ifnull(max(number), 0) + 1 AS next FROM products',
  );
  const insert = db.prepare<[Product]>(
    'INSERT INTO products (id, number, name, url, created_at, updated_at) VALUES (@id, @number, @name, @url, @createdAt, @updatedAt)',
  );
  const update = db.prepare<[Product]>(
    'UPDATE products SET name = @name, url = @url, updated_at = @updatedAt WHERE id = @id',
  );
  const remove = db.prepare<[string]>('DELETE FROM products WHERE id = ?');
  return {
    byId: (id: string): Product | undefined => byId.get(id),
    byNumber: (number: number): Product | undefined => byNumber.get(number),
    byName: (name: string): Product | undefined => byName.get(name),
    list: (): Product[] => list.all(),
    /** The next ones by number. */
    after: (number: number, limit: number): Product[] => after.all(number, limit),
    nextNumber: (): number => nextNumber.get()!.next,
    insert: (product: Product): void => void insert.run(product),
    update: (product: Product): void => void update.run(product),
    remove: (id: string): void => void remove.run(id),
  };
}
