import type { Customer } from '../domain/model.ts';
import type { Sqlite } from './database.ts';

const columns = 'id, name, email, created_at AS createdAt, updated_at AS updatedAt';

export function customers(db: Sqlite) {
  const byId = db.prepare<[string], Customer>(`SELECT ${columns} FROM customers WHERE id = ?`);
  const called = db.prepare<[string, string], Customer>(
    `SELECT ${columns} FROM customers WHERE email = ? COLLATE NOCASE OR name = ? COLLATE NOCASE LIMIT 2`,
  );
  const list = db.prepare<[], Customer>(`SELECT ${columns} FROM customers ORDER BY name COLLATE NOCASE, id`);
  const insert = db.prepare<[Customer]>(
    'INSERT INTO customers (id, name, email, created_at, updated_at) VALUES (@id, @name, @email, @createdAt, @updatedAt)',
  );
  return {
    byId: (id: string): Customer | undefined => byId.get(id),
    /** At most two customers of this e-mail address or name: enough to see that it is not one. */
    called: (text: string): Customer[] => called.all(text, text),
    list: (): Customer[] => list.all(),
    insert: (customer: Customer): void => void insert.run(customer),
  };
}
