import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { DataFolderError } from '../../../src-main/storage/data-folder-error.ts';
import { migrations, openDatabase, openDatabaseReadOnly } from '../../../src-main/storage/database.ts';
import { temporaryFolder } from '../../support/folder.ts';

/** More than the pages that SQLite is then allowed: what it says of that is what it says of a full disk. */
const FILL =
  'PRAGMA max_page_count = 10; CREATE TABLE full (x); INSERT INTO full VALUES (zeroblob(1000000));';

/** The newest schema that this program knows. */
const schemaVersion = migrations.at(-1)!.version;

/** What opening the database of a folder is refused with. */
function problemOf(folder: string) {
  try {
    openDatabase(folder).close();
    return null;
  } catch (error) {
    if (error instanceof DataFolderError) return { problem: error.problem, message: error.message };
    throw error;
  }
}

it('are numbered one after the other, so that every folder gets each of them', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
});

const versionOf = (folder: string) => {
  const db = new Database(join(folder, 'lanyard.db'), { readonly: true });
  const version = db.pragma('user_version', { simple: true });
  db.close();
  return version;
};

describe('opening a database', () => {
  it('creates one at the current schema, with nothing to back up', () => {
    const folder = temporaryFolder();
    const db = openDatabase(folder);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.pragma('trusted_schema', { simple: true })).toBe(0);
    db.close();
    expect(versionOf(folder)).toBe(schemaVersion);
    expect(existsSync(join(folder, 'backups'))).toBe(false);
  });

  it('keeps what a database of this schema holds', () => {
    const folder = temporaryFolder();
    const first = openDatabase(folder);
    first.exec(`INSERT INTO settings VALUES ('uploadLimit', '4096')`);
    first.close();
    const second = openDatabase(folder);
    expect(second.prepare('SELECT value FROM settings').pluck().get()).toBe('4096');
    second.close();
    expect(existsSync(join(folder, 'backups'))).toBe(false);
  });

  it('says so where the disk is full', () => {
    const folder = temporaryFolder();
    const fill = { version: 1, name: '0001_fill.sql', sql: FILL };
    expect(() => openDatabase(folder, [fill])).toThrow(
      expect.objectContaining({ problem: 'disk_full', message: expect.stringContaining(folder) as string }),
    );
  });

  it('refuses one that a newer program wrote, and leaves it as it is', () => {
    const folder = temporaryFolder();
    openDatabase(folder).close();
    const newer = new Database(join(folder, 'lanyard.db'));
    newer.pragma(`user_version = ${schemaVersion + 1}`);
    newer.close();
    const before = readFileSync(join(folder, 'lanyard.db'));
    const refused = problemOf(folder);
    expect(refused?.problem).toBe('newer');
    expect(refused?.message).toContain(`schema ${schemaVersion + 1}`);
    expect(readFileSync(join(folder, 'lanyard.db'))).toEqual(before);
  });

  it('refuses a file that is no database, and leaves it as it is', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'lanyard.db');
    writeFileSync(file, 'This is a letter, not a database. '.repeat(100));
    expect(problemOf(folder)?.problem).toBe('corrupt');
    expect(readFileSync(file, 'utf8')).toMatch(/^This is a letter/);
  });

  it('refuses a database with pages of rubbish', () => {
    const folder = temporaryFolder();
    openDatabase(folder).close();
    const file = join(folder, 'lanyard.db');
    const bytes = readFileSync(file);
    bytes.fill(0xff, 100, 4096); // the schema, behind a header that is whole
    writeFileSync(file, bytes);
    expect(problemOf(folder)?.problem).toBe('corrupt');
  });

  it('refuses the database of another program, and leaves it as it is', () => {
    const folder = temporaryFolder();
    const other = new Database(join(folder, 'lanyard.db'));
    other.exec('CREATE TABLE recipes (name TEXT)');
    other.close();
    const before = readFileSync(join(folder, 'lanyard.db'));
    expect(problemOf(folder)?.problem).toBe('corrupt');
    expect(readFileSync(join(folder, 'lanyard.db'))).toEqual(before);
  });

  it('says that a file cannot be opened', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'lanyard.db'));
    expect(problemOf(folder)).toMatchObject({
      problem: 'not_writable',
      message: expect.stringContaining(folder),
    });
  });

  it('gives readers a connection that cannot write', () => {
    const folder = temporaryFolder();
    openDatabase(folder).close();
    const reader = openDatabaseReadOnly(folder);
    expect(() => reader.exec('DELETE FROM settings')).toThrow(/readonly/);
    reader.close();
  });
});

describe('a migration', () => {
  const next = (sql: string) => [...migrations, { version: schemaVersion + 1, name: 'next.sql', sql }];
  const upgrade = (folder: string, sql: string) => openDatabase(folder, next(sql)).close();
  /** A folder of this program's schema whose setting still lies in the write-ahead log. */
  const older = () => {
    const folder = temporaryFolder();
    openDatabase(folder).close();
    const db = new Database(join(folder, 'lanyard.db'));
    db.exec(`INSERT INTO settings VALUES ('hwidTimeout', '60')`);
    return { folder, db };
  };

  it('copies the database aside before it changes anything', () => {
    const { folder, db } = older();
    db.close();
    upgrade(folder, 'CREATE TABLE more (id INTEGER)');
    expect(versionOf(folder)).toBe(schemaVersion + 1);
    const backup = new Database(join(folder, 'backups', `before-schema-${schemaVersion + 1}.db`));
    expect(backup.pragma('user_version', { simple: true })).toBe(schemaVersion);
    expect(backup.prepare('SELECT value FROM settings').pluck().get()).toBe('60');
    backup.close();
  });

  it('never writes over a copy that is there', () => {
    const { folder, db } = older();
    db.close();
    const backups = join(folder, 'backups');
    const name = `before-schema-${schemaVersion + 1}`;
    mkdirSync(backups);
    for (const taken of [`${name}.db`, `${name}-2.db`]) writeFileSync(join(backups, taken), taken);
    upgrade(folder, 'CREATE TABLE more (id INTEGER)');
    expect(readdirSync(backups)).toHaveLength(3);
    expect(readFileSync(join(backups, `${name}.db`), 'utf8')).toBe(`${name}.db`);
    expect(readFileSync(join(backups, `${name}-2.db`), 'utf8')).toBe(`${name}-2.db`);
    const backup = new Database(join(backups, `${name}-3.db`), { readonly: true });
    expect(backup.prepare('SELECT value FROM settings').pluck().get()).toBe('60');
    backup.close();
    expect(statSync(join(backups, `${name}-3.db`)).mode & 0o777).toBe(0o600);
  });

  it('is put off while another program reads the database: the copy would lack what that holds back', () => {
    const { folder, db } = older();
    const reader = new Database(join(folder, 'lanyard.db'), { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT * FROM settings').all();
    db.exec(`INSERT INTO settings VALUES ('ipTimeout', '30')`);
    expect(() => upgrade(folder, 'CREATE TABLE more (id INTEGER)')).toThrow(
      expect.objectContaining({ problem: 'in_use' }),
    );
    expect(versionOf(folder)).toBe(schemaVersion);
    reader.close();
    db.close();
    upgrade(folder, 'CREATE TABLE more (id INTEGER)');
  });

  it('copies what a crash left in the write-ahead log too', () => {
    const { folder, db } = older(); // not closed, as after a crash
    upgrade(folder, 'CREATE TABLE more (id INTEGER)');
    const backup = new Database(join(folder, 'backups', `before-schema-${schemaVersion + 1}.db`));
    expect(backup.prepare('SELECT value FROM settings').pluck().get()).toBe('60');
    backup.close();
    db.close();
  });

  it('that fails leaves the old schema and what it held', () => {
    const { folder, db } = older();
    db.close();
    expect(() => upgrade(folder, 'CREATE TABLE more (id INTEGER); DELETE FROM settings; oops')).toThrow(
      /oops/,
    );
    expect(versionOf(folder)).toBe(schemaVersion);
    const same = openDatabase(folder);
    expect(same.prepare('SELECT value FROM settings').pluck().get()).toBe('60');
    expect(same.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'more'`).get()).toBeUndefined();
    same.close();
  });
});
