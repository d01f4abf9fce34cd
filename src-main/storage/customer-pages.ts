import type { Customer, Metadata } from '../domain/model.ts';
import { customerColumns, type CustomerRow, toCustomer } from './customers.ts';
import type { Sqlite } from './database.ts';
import { metadata } from './metadata.ts';
import { defineHoldsText, fold } from './search-text.ts';

/** How a page of customers is chosen and ordered. */
export type CustomerPageQuery = {
  /** A part of the full name, the user name or the e-mail address, in any case. */
  search: string | null;
  /** Customers of this licence. */
  licenseId: string | null;
  /** How many licences they have, bounds included. */
  licenses: { min: number | null; max: number | null } | null;
  /** Customers with this key whose value holds the text, in any case. */
  metadata: { key: string; value: string } | null;
  sort: 'name' | 'fullName' | 'username' | 'email' | 'createdAt' | 'updatedAt';
  direction: 'asc' | 'desc';
  limit: number;
  offset: number;
};

/** A customer as a list shows it. */
export type CustomerListRow = Customer & { licenses: number; metadata: Metadata[] };

/** Texts are sorted in any case, unknown ones last. */
const sortColumns = {
  name: 'c.name COLLATE NOCASE',
  fullName: 'c.full_name IS NULL, c.full_name COLLATE NOCASE',
  username: 'c.username IS NULL, c.username COLLATE NOCASE',
  email: 'c.email IS NULL, c.email COLLATE NOCASE',
  createdAt: 'c.created_at',
  updatedAt: 'c.updated_at',
} as const satisfies Record<CustomerPageQuery['sort'], string>;

const licenseCount = '(SELECT count(*) FROM license_customers x WHERE x.customer_id = c.id)';

/** Pages of customers, read on the back office's connection: a search looks at every customer. */
export function customerPages(db: Sqlite) {
  defineHoldsText(db);
  const prepared = new Map<string, ReturnType<Sqlite['prepare']>>();
  /** Prepares each distinct text once: the texts come from a closed set of clauses. */
  const statement = (sql: string) => {
    let found = prepared.get(sql);
    if (!found) prepared.set(sql, (found = db.prepare(sql)));
    return found;
  };
  const pairs = metadata(db);
  return {
    customerPage(query: CustomerPageQuery): { rows: CustomerListRow[]; total: number } {
      const { search, licenseId, licenses, metadata: pair, sort, direction, limit, offset } = query;
      const where =
        [
          search !== null &&
            '(holds_text(c.full_name, @search) OR holds_text(c.username, @search) OR holds_text(c.email, @search))',
          licenseId !== null &&
            'c.id IN (SELECT customer_id FROM license_customers WHERE license_id = @licenseId)',
          licenses?.min != null && `${licenseCount} >= @min`,
          licenses?.max != null && `${licenseCount} <= @max`,
          pair !== null &&
            `EXISTS (SELECT 1 FROM metadata m WHERE m.customer_id = c.id AND m.key = @key AND holds_text(m.value, @value))`,
        ]
          .filter(Boolean)
          .join(' AND ') || '1';
      const values = {
        ...{ licenseId, limit, offset, min: licenses?.min ?? null, max: licenses?.max ?? null },
        search: search && fold(search),
        key: pair?.key ?? null,
        value: pair && fold(pair.value),
      };
      const rows = statement(
        `SELECT ${customerColumns}, ${licenseCount} AS licenses FROM customers c WHERE ${where}
         ORDER BY ${sortColumns[sort]} ${direction}, c.id LIMIT @limit OFFSET @offset`,
      ).all(values) as (CustomerRow & { licenses: number })[];
      const { total } = statement(`SELECT count(*) AS total FROM customers c WHERE ${where}`).get(values) as {
        total: number;
      };
      return {
        rows: rows.map(({ licenses: count, ...row }) => ({
          ...toCustomer(row),
          licenses: count,
          metadata: pairs.of('customer', row.id),
        })),
        total,
      };
    },
  };
}
