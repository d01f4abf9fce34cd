import type { Metadata } from '../domain/model.ts';
import type { Sqlite } from './database.ts';

/** What metadata can belong to; the table has a column for each. */
export type MetadataOwner = 'product' | 'release' | 'license' | 'customer';

type Row = Omit<Metadata, 'locked'> & { locked: 0 | 1 };

/** Key and value pairs of products, releases, licences and customers, in the order they were given. */
export function metadata(db: Sqlite) {
  const statements = (owner: MetadataOwner) => ({
    of: db.prepare<[string], Row>(
      `SELECT id, key, value, locked, created_at AS createdAt, updated_at AS updatedAt FROM metadata WHERE ${owner}_id = ? ORDER BY position`,
    ),
    clear: db.prepare<[string]>(`DELETE FROM metadata WHERE ${owner}_id = ?`),
    insert: db.prepare<[Row & { ownerId: string; position: number }]>(
      `INSERT INTO metadata (id, ${owner}_id, position, key, value, locked, created_at, updated_at)
       VALUES (@id, @ownerId, @position, @key, @value, @locked, @createdAt, @updatedAt)`,
    ),
  });
  const by = {
    product: statements('product'),
    release: statements('release'),
    license: statements('license'),
    customer: statements('customer'),
  };
  return {
    of: (owner: MetadataOwner, ownerId: string): Metadata[] =>
      by[owner].of.all(ownerId).map((row) => ({ ...row, locked: row.locked === 1 })),
    replace(owner: MetadataOwner, ownerId: string, rows: readonly Metadata[]): void {
      by[owner].clear.run(ownerId);
      for (const [position, row] of rows.entries())
        by[owner].insert.run({ ...row, locked: row.locked ? 1 : 0, ownerId, position });
    },
  };
}
