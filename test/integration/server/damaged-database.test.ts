import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../src-main/crypto/secrets.ts';
import { DataFolderError } from '../../../src-main/storage/data-folder-error.ts';
import { temporaryFolder, type TestServer, testServer } from '../../support/server.ts';
import { soon } from '../../support/soon.ts';

const PAGE = 4096;
const SECTOR = 512;

/** Numbers from 0 to below 1 that are the same in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const databaseOf = (folder: string) => join(folder, 'lanyard.db');

/** The data folder of a server that was used for a while and stopped. */
async function usedFolder(): Promise<string> {
  const server = await testServer();
  const { call, core, folder } = server;
  await call('products.create', { name: 'Compass' });
  for (let number = 1; number <= 20; number += 1)
    await server.publish(`bytes of ${number}`, {
      ...{ product: 'Compass', version: `1.${number}.0`, notes: `Notes of ${number}. `.repeat(100) },
    });
  for (let number = 1; number <= 100; number += 1)
    await call('customers.create', { name: `Customer ${number}`, email: `c${number}@example.org` });
  await call('licenses.createMany', { products: ['Compass'], count: 1000, seats: 5 });
  const now = core.now();
  const entry = { dialect: 'lukittu', method: 'POST', path: '/verify', status: 200, code: 'VALID' } as const;
  const about = { reason: null, licenseId: null, productId: null, identifier: 'a', address: '10.0.0.1' };
  core.store.bookkeep(() => {
    for (const { id: licenseId } of core.store.licenses.after('', 1000)) {
      const times = { forgottenAt: null, lastSeenAt: now, createdAt: now, updatedAt: now };
      const identifier = `device of ${licenseId}`;
      core.store.devices.save({ id: newId(), licenseId, kind: 'hwid', identifier, name: null, ...times });
      core.store.addresses.save({ id: newId(), licenseId, ip: '10.0.0.1', ...times });
    }
    for (let row = 0; row < 5_000; row += 1)
      core.store.logs.addRequest({ ...entry, ...about, userAgent: 'a/1.0', startedAt: now, durationMs: 1.5 });
  });
  await server.stop();
  return folder;
}

/** Every row of a database that can be read. */
function rowsOf(folder: string): string[] {
  const db = new Database(databaseOf(folder), { readonly: true });
  try {
    const tables = db
      .prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`)
      .pluck()
      .all();
    const kept = tables.filter((table) => table !== 'clock'); // a server that runs writes it
    return kept.flatMap((table) =>
      db
        .prepare(`SELECT * FROM ${table}`)
        .all()
        .map((row) => `${table} ${JSON.stringify(row)}`),
    );
  } finally {
    db.close();
  }
}

const damageOf = async (server: Pick<TestServer, 'call'>) =>
  (await server.call('alerts.list', {})).filter(({ id }) => id === 'database');

describe('a database that is damaged', () => {
  it('is refused at the start or told soon after it, unless the damage is in no structure', async () => {
    const folder = await usedFolder();
    const whole = readFileSync(databaseOf(folder));
    const before = new Set(rowsOf(folder));
    const next = random(2024);
    const seen = { refused: 0, told: 0 };
    const unseen: { size: number; rows: number }[] = [];
    for (let round = 0; round < 40; round += 1) {
      const size = round % 2 === 0 ? PAGE : SECTOR;
      const damaged = temporaryFolder();
      cpSync(folder, damaged, { recursive: true });
      const bytes = Buffer.from(whole);
      const at = Math.floor(next() * (bytes.length / size)) * size;
      for (let offset = 0; offset < size; offset += 1) bytes[at + offset] = Math.floor(next() * 256);
      writeFileSync(databaseOf(damaged), bytes);
      const started = await testServer({ folder: damaged }).catch((error: unknown) => {
        expect(error, `${size} bytes at ${at}`).toBeInstanceOf(DataFolderError);
        return null;
      });
      if (started === null) {
        seen.refused += 1;
        continue;
      }
      await started.upkeep.databaseCheck.check();
      const [alert] = await damageOf(started);
      await started.stop();
      if (alert) seen.told += 1;
      else unseen.push({ size, rows: rowsOf(damaged).filter((row) => !before.has(row)).length });
    }
    const inText = unseen.filter(({ rows }) => rows > 0).length;
    process.stdout.write(
      `40 damages: ${seen.refused} refused at the start, ${seen.told} told after it, ${unseen.length} not seen ` +
        `(${unseen.length - inText} in bytes that hold nothing, ${inText} in the text of rows)\n`,
    );
    expect(unseen.filter(({ size }) => size === PAGE)).toEqual([]);
    expect(seen.refused + seen.told).toBeGreaterThanOrEqual(30);
  }, 300_000);

  it('is found by itself after the start: an index that lacks a row', async () => {
    const folder = await usedFolder();
    unindex(folder);
    const server = await testServer({ folder, checkAfterMs: 0 });
    const [alert] = await soon(async () => {
      const alerts = await damageOf(server);
      expect(alerts).toHaveLength(1);
      return alerts;
    });
    expect(alert).toMatchObject({
      level: 'wrong',
      message: expect.stringMatching(
        /^The database lanyard\.db is damaged \(.*licenses_last\)\. Save what can still be read of it: lanyard export/,
      ),
    });
    await server.stop();
    const db = new Database(databaseOf(folder));
    db.exec('REINDEX'); // as the manual says: no row is lost
    db.close();
    const mended = await testServer({ folder });
    await mended.upkeep.databaseCheck.check();
    expect(await damageOf(mended)).toEqual([]);
    expect(rowsOf(folder).filter((row) => row.startsWith('licenses '))).toHaveLength(1001);
  });

  it('is told when a query meets the damage before the check does', async () => {
    const folder = await usedFolder();
    const root = rootOf(folder, 'customers');
    const server = await testServer({ folder });
    expect(await damageOf(server)).toEqual([]);
    const bytes = readFileSync(databaseOf(folder));
    bytes.fill(0xff, (root - 1) * PAGE, root * PAGE);
    writeFileSync(databaseOf(folder), bytes);
    const reply = await server.dispatch('customers.search', {}, 'local');
    expect(reply).toMatchObject({ ok: false, error: { code: 'fault' } });
    expect(await damageOf(server)).toMatchObject([
      {
        level: 'wrong',
        message: expect.stringContaining('a query failed: database disk image is malformed'),
      },
    ]);
  });

  it('is not told of one that is whole', async () => {
    const server = await testServer({ folder: await usedFolder() });
    await server.upkeep.databaseCheck.check();
    expect(await damageOf(server)).toEqual([]);
  });
});

/** The first page of a table, counted from 1. */
function rootOf(folder: string, table: string): number {
  const db = new Database(databaseOf(folder), { readonly: true });
  const root = db
    .prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
    .pluck()
    .get(table)!;
  db.close();
  return root;
}

/** Has an index lack a row, with every page as it should be: what only a comparison of both finds. */
function unindex(folder: string): void {
  const db = new Database(databaseOf(folder));
  db.unsafeMode(true);
  db.pragma('writable_schema = ON');
  const text = db
    .prepare<[], string>(`SELECT sql FROM sqlite_schema WHERE name = 'licenses_last'`)
    .pluck()
    .get()!;
  const put = db.prepare(`UPDATE sqlite_schema SET sql = ? WHERE name = 'licenses_last'`);
  const reopen = () => {
    const version = db.pragma('schema_version', { simple: true }) as number;
    db.pragma(`schema_version = ${version + 1}`);
  };
  put.run(`${text} WHERE revoked = 1`);
  reopen();
  db.exec(`INSERT INTO licenses SELECT '00000000-0000-4000-8000-000000000000', x'00', key_sealed, key_first, key_last,
    expiration_type, expiration_start, expiration_date, expiration_days, suspended, 0, seats, ip_limit, identifier_type,
    last_active_at, created_at, updated_at, max_version, max_version_rank, releases_until FROM licenses LIMIT 1`);
  put.run(text);
  reopen();
  db.close();
}
