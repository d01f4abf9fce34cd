import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DataFolderError } from './data-folder-error.ts';

export type Sqlite = Database.Database;

/** Applied to every writing connection, each with its reason. */
const pragmas = [
  'journal_mode = WAL', // readers never wait for the writer
  'foreign_keys = ON', // SQLite's default is off
  'busy_timeout = 5000', // a backup or an export may hold the file for a moment
  'synchronous = NORMAL', // bookkeeping; changes of the vendor raise it to FULL, see store.ts
  'trusted_schema = OFF', // a database file is data, whoever made it
];

type Migration = { version: number; name: string; sql: string };

const migrations: Migration[] = Object.entries(
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
)
  .map(([path, sql]) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return { version: Number.parseInt(name, 10), name, sql };
  })
  .toSorted((a, b) => a.version - b.version);

/** The schema version this program reads and writes. */
export const schemaVersion = migrations.at(-1)!.version;

/**
 * Opens `lanyard.db` for writing, creates it where it is missing and brings it up to this program's schema.
 * A file that needs a migration is copied into `backups/` first.
 * @throws {DataFolderError} `newer` when the file was written by a newer program, `corrupt` when it is no database
 */
export function openDatabase(folder: string): Sqlite {
  const file = join(folder, 'lanyard.db');
  const isNew = !existsSync(file);
  let db: Sqlite | undefined;
  try {
    db = new Database(file);
    for (const pragma of pragmas) db.pragma(pragma);
    migrate(db, isNew ? null : join(folder, 'backups'), file);
    return db;
  } catch (error) {
    db?.close();
    const code = (error as { code?: string }).code;
    if (code === 'SQLITE_NOTADB' || code === 'SQLITE_CORRUPT')
      throw new DataFolderError(
        'corrupt',
        `${file} is damaged or is not a Lanyard database. Restore it from backups/ or move it away.`,
      );
    throw error;
  }
}

/** Opens the same file for reading only, for the back office. */
export function openDatabaseReadOnly(folder: string): Sqlite {
  const db = new Database(join(folder, 'lanyard.db'), { readonly: true });
  db.pragma('busy_timeout = 5000');
  return db;
}

function migrate(db: Sqlite, backups: string | null, file: string): void {
  const current = db.pragma('user_version', { simple: true }) as number;
  if (current > schemaVersion)
    throw new DataFolderError(
      'newer',
      `The data folder was written by a newer Lanyard (schema ${current}, this program knows ${schemaVersion}). Start that version or a later one.`,
    );
  const pending = migrations.filter((migration) => migration.version > current);
  if (pending.length === 0) return;
  if (backups && current > 0) {
    mkdirSync(backups, { recursive: true });
    db.pragma('wal_checkpoint(TRUNCATE)'); // so that the one file holds everything
    copyFileSync(file, join(backups, `before-schema-${pending[0]!.version}.db`));
  }
  for (const migration of pending) {
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
}
