import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DataFolderError, errorCode, fileProblem } from './data-folder-error.ts';
import { draftOf, makePrivate, syncFolder } from './private-file.ts';

export type Sqlite = Database.Database;

/** Applied to every writing connection, each with its reason. */
const pragmas = [
  'journal_mode = WAL', // readers never wait for the writer
  'foreign_keys = ON', // SQLite's default is off
  'busy_timeout = 5000', // a backup or an export may hold the file for a moment
  'synchronous = NORMAL', // bookkeeping; changes of the vendor raise it to FULL, see store.ts
  'trusted_schema = OFF', // a database file is data, whoever made it
];

/** A step from one schema to the next: SQL that runs in one transaction with the change of `user_version`. */
export type Migration = { version: number; name: string; sql: string };

/** The steps this program knows, in order. */
export const migrations: readonly Migration[] = Object.entries(
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
)
  .map(([path, sql]) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return { version: Number.parseInt(name, 10), name, sql };
  })
  .toSorted((a, b) => a.version - b.version);

/** The database of a data folder. */
export const databasePath = (folder: string): string => join(folder, 'lanyard.db');

/**
 * Opens `lanyard.db` for writing, creates it where it is missing and brings it up to this program's schema.
 * A file that needs a migration is copied into `backups/` first; one that cannot be used stays as it is.
 * @throws {DataFolderError} `newer` when the file was written by a newer program, `corrupt` when it is damaged or no
 * database of ours, `not_writable` when it cannot be opened, `disk_full`
 */
export function openDatabase(folder: string, known: readonly Migration[] = migrations): Sqlite {
  const file = databasePath(folder);
  let db: Sqlite | undefined;
  try {
    makePrivate(file); // SQLite gives its side files the mode of this one
    db = new Database(file);
    accessSync(file, constants.W_OK); // SQLite opens for reading what it may not write
    const current = schemaOf(db, file, known.at(-1)!.version);
    for (const pragma of pragmas) db.pragma(pragma);
    migrate(
      db,
      known.filter((migration) => migration.version > current),
      current > 0 ? folder : null,
    );
    return db;
  } catch (error) {
    db?.close();
    throw databaseProblem(error, folder);
  }
}

/** What SQLite, or the disk, says of files that cannot be used as a `DataFolderError`; every other error as it is. */
export function databaseProblem(error: unknown, folder: string): unknown {
  const code = errorCode(error);
  const problem = fileProblem(error);
  if (problem === 'corrupt') return damaged(databasePath(folder));
  if (problem === 'disk_full')
    return new DataFolderError(
      problem,
      `The disk that holds ${folder} is full. Free some space and try again.`,
    );
  if (problem === 'not_writable')
    return new DataFolderError(
      problem,
      `The database in ${folder} cannot be opened for writing (${code}). Check who owns its files.`,
    );
  return error;
}

/** How a database is replaced without loss: its side files belong to it, and a copy beside them would be damaged by them. */
export const putBack =
  'Copy the whole folder somewhere safe. Then move lanyard.db, lanyard.db-wal and lanyard.db-shm out of it together, and put the newest copy of lanyard.db that you have in their place: from your own backup, else from backups/. Leave keys/ and files/ where they are: release files that an older copy does not name are kept in files/.quarantine.';

const damaged = (file: string) =>
  new DataFolderError(
    'corrupt',
    `${file} is damaged or is not a Lanyard database. Nothing was changed. ${putBack}`,
  );

/** Opens the same file for reading only, for the back office. */
export function openDatabaseReadOnly(folder: string): Sqlite {
  const db = new Database(databasePath(folder), { readonly: true });
  db.pragma('busy_timeout = 5000');
  return db;
}

/** The schema of a file, 0 when it is empty. Nothing is written to one that is not ours to write. */
function schemaOf(db: Sqlite, file: string, newest: number): number {
  const current = db.pragma('user_version', { simple: true }) as number;
  if (current > newest)
    throw new DataFolderError(
      'newer',
      `The data folder was written by a newer Lanyard (schema ${current}, this program knows ${newest}). Start that version or a later one.`,
    );
  const holdsTables = db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
  if (holdsTables !== current > 0) throw damaged(file);
  return current;
}

function migrate(db: Sqlite, pending: readonly Migration[], folderToBackUp: string | null): void {
  const [first] = pending;
  if (!first) return;
  if (folderToBackUp !== null) backUp(db, folderToBackUp, first.version);
  for (const migration of pending) {
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
}

/** The name of a copy that is not complete. */
const DRAFT = /^copy\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.new$/;

/** Copies the database into `backups/` before it gets another schema: whole, on the disk, and over no other copy. */
function backUp(db: Sqlite, folder: string, schema: number): void {
  const backups = join(folder, 'backups');
  mkdirSync(backups, { recursive: true, mode: 0o700 });
  const [{ busy } = { busy: 0 }] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  if (busy !== 0)
    throw new DataFolderError(
      'in_use',
      `Another program reads ${databasePath(folder)}, so it cannot be copied before its schema changes. Close that program and try again.`,
    );
  for (const name of readdirSync(backups).filter((each) => DRAFT.test(each))) rmSync(join(backups, name)); // of a migration that a crash ended
  const draft = draftOf(join(backups, 'copy'));
  copyFileSync(databasePath(folder), draft, constants.COPYFILE_EXCL); // the one file holds everything now
  const copy = openSync(draft, 'r+');
  try {
    fsyncSync(copy);
  } finally {
    closeSync(copy);
  }
  renameSync(draft, freeName(backups, `before-schema-${schema}`));
  syncFolder(backups);
}

/** The path of a new `name.db`; where there is one already, with a number behind the name. */
function freeName(folder: string, name: string): string {
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? `${name}.db` : `${name}-${number}.db`);
    if (!existsSync(path)) return path;
  }
}
