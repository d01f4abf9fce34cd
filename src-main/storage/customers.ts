import type { Customer, PostalAddress } from '../domain/model.ts';
import type { Sqlite } from './database.ts';

/** For `SELECT … FROM customers c`; `toCustomer` reads such a row. */
export const customerColumns =
  'c.id, c.name, c.full_name AS fullName, c.username, c.email, c.discord_id AS discordId, ' +
  'c.postal_address AS postalAddress, c.created_at AS createdAt, c.updated_at AS updatedAt';

/** A customer as SQLite has it: the address is JSON. */
export type CustomerRow = Omit<Customer, 'postalAddress'> & { postalAddress: string | null };

export const toCustomer = (row: CustomerRow): Customer => ({
  ...row,
  postalAddress: row.postalAddress === null ? null : (JSON.parse(row.postalAddress) as PostalAddress),
});

const toRow = (customer: Customer): CustomerRow => ({
  ...customer,
  postalAddress: customer.postalAddress && JSON.stringify(customer.postalAddress),
});

export function customers(db: Sqlite) {
  const byId = db.prepare<[string], CustomerRow>(`SELECT ${customerColumns} FROM customers c WHERE id = ?`);
  const called = db.prepare<[string, string], CustomerRow>(
    `SELECT ${customerColumns} FROM customers c WHERE email = ? COLLATE NOCASE OR name = ? COLLATE NOCASE LIMIT 2`,
  );
  const list = db.prepare<[], CustomerRow>(
    `SELECT ${customerColumns} FROM customers c ORDER BY name COLLATE NOCASE, id`,
  );
  const after = db.prepare<[string, number], CustomerRow>(
    `SELECT ${customerColumns} FROM customers c WHERE c.id > ? ORDER BY c.id LIMIT ?`,
  );
  const insert = db.prepare<[CustomerRow]>(
    `INSERT INTO customers (id, name, full_name, username, email, discord_id, postal_address, created_at, updated_at)
     VALUES (@id, @name, @fullName, @username, @email, @discordId, @postalAddress, @createdAt, @updatedAt)`,
  );
  const update = db.prepare<[CustomerRow]>(
    `UPDATE customers SET name = @name, full_name = @fullName, username = @username, email = @email,
       discord_id = @discordId, postal_address = @postalAddress, updated_at = @updatedAt WHERE id = @id`,
  );
  const remove = db.prepare<[string]>('DELETE FROM customers WHERE id = ?');
  return {
    byId(id: string): Customer | undefined {
      const row = byId.get(id);
      return row && toCustomer(row);
    },
    /** At most two customers of this e-mail address or name: enough to see that it is not one. */
    called: (text: string): Customer[] => called.all(text, text).map(toCustomer),
    list: (): Customer[] => list.all().map(toCustomer),
    /** The next customers in the order of their ids. */
    after: (id: string, limit: number): Customer[] => after.all(id, limit).map(toCustomer),
    insert: (customer: Customer): void => void insert.run(toRow(customer)),
    update: (customer: Customer): void => void update.run(toRow(customer)),
    /** Its access tokens and metadata go with it; licences stay. */
    remove: (id: string): void => void remove.run(id),
  };
}
