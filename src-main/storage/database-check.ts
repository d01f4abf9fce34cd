import type { Sqlite } from './database.ts';
import { logNames } from './logs.ts';

/**
 * Looks for damage in the database, table by table: each table and its indexes page by page and row by row, whether rows
 * are what their table allows, and, but for the logs, whether each row is in each index. The logs are most of the file, and
 * their indexes serve lists only.
 * @returns what is wrong in SQLite's words, which name tables, pages and rows but no content; null = nothing was found
 */
export function findDamage(db: Sqlite): string | null {
  const tables = db
    .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .pluck()
    .all();
  for (const table of ['sqlite_schema', ...tables]) {
    const check = logNames.some((log) => log === table) ? 'quick_check' : 'integrity_check';
    const found = db.pragma(`${check}('${table}')`, { simple: true }) as string;
    if (found !== 'ok') return found.replace(/^\*\*\* in database main \*\*\*\s*/, '').split('\n', 1)[0]!;
  }
  return null;
}
