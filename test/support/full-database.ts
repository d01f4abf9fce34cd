import Database from 'better-sqlite3';
import { vi } from 'vitest';
import type { TestServer } from './server.ts';

/**
 * From now on the database may not grow, and no row of it finds room: SQLite itself refuses each as it does on a full disk.
 * @param spared tables that still take rows
 */
export function fillDatabase({ core }: Pick<TestServer, 'core'>, spared: readonly string[] = []) {
  const db = writingConnection(core);
  db.exec('CREATE TABLE ballast (bytes)');
  const tables = db
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .pluck()
    .all()
    .filter((table) => table !== 'ballast' && !spared.includes(table));
  for (const table of tables)
    for (const event of ['INSERT', 'UPDATE'])
      db.exec(`CREATE TEMP TRIGGER full_${event}_${table} BEFORE ${event} ON main.${table}
        BEGIN INSERT INTO ballast VALUES (zeroblob(100000)); END`);
  const most = db.pragma('max_page_count', { simple: true }) as number;
  db.pragma('max_page_count = 1'); // SQLite takes the size of the file for it
  return {
    /** Gives the database room again. */
    free: () => void db.pragma(`max_page_count = ${most}`),
  };
}

/** The connection of a running server: every change of the vendor gives it an order. */
function writingConnection({ store }: TestServer['core']): Database.Database {
  const pragma = vi.spyOn(Database.prototype, 'pragma');
  try {
    store.change(() => {});
    return pragma.mock.contexts[0] as Database.Database;
  } finally {
    pragma.mockRestore();
  }
}
