import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keychainSlot } from '../../../src-main/desktop/keychain-slot.ts';
import { startServer } from '../../../src-main/server/start-server.ts';
import { fileSlot } from '../../../src-main/storage/key-slots.ts';
import { takenPort } from '../../support/ports.ts';
import { backOfficeEntry, temporaryFolder, testServer } from '../../support/server.ts';

const start = (folder: string, port = 0) => startServer({ folder, port, backOfficeEntry });

describe('a data folder', () => {
  it('is made where there is none, for its owner alone', async () => {
    const folder = join(temporaryFolder(), 'deep', 'data');
    await testServer({ folder });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining(['backups', 'files', 'incoming', 'keys', 'lanyard.db', 'logs']),
    );
    expect(statSync(join(folder, 'keys', 'master.key')).mode & 0o777).toBe(0o600);
  });

  it('has one vendor with a key pair of its own, the same at every start', async () => {
    const first = await testServer();
    const { id, publicKey } = await first.call('vendor.show', {});
    expect(publicKey).toContain('BEGIN PUBLIC KEY');
    await first.stop();
    const second = await testServer({ folder: first.folder });
    expect(await second.call('vendor.show', {})).toMatchObject({ id, publicKey });
    expect((await (await testServer()).call('vendor.show', {})).publicKey).not.toBe(publicKey);
  });

  it('is served by one server at a time', async () => {
    const { folder, stop } = await testServer();
    await expect(start(folder)).rejects.toMatchObject({
      name: 'DataFolderError',
      problem: 'in_use',
      message: expect.stringContaining(folder),
    });
    await stop();
    await (await start(folder)).stop();
  });

  it('is given back when the server cannot listen', async () => {
    const folder = temporaryFolder();
    const { port, release } = await takenPort();
    onTestFinished(release);
    await expect(start(folder, port)).rejects.toMatchObject({ name: 'ListenError' });
    await (await start(folder)).stop();
  });

  it('is given back when something else fails while it is opened', async () => {
    const folder = temporaryFolder();
    await (await start(folder)).stop();
    const db = new Database(join(folder, 'lanyard.db'));
    const sql = (text: string) => db.exec(text);
    sql('ALTER TABLE settings RENAME TO elsewhere');
    await expect(start(folder)).rejects.toThrow('no such table');
    sql('ALTER TABLE elsewhere RENAME TO settings');
    db.close();
    await (await start(folder)).stop();
  });

  it('starts with settings that cannot be used, and says which and what holds instead', async () => {
    const server = await testServer();
    const { folder } = server;
    await server.stop();
    const db = new Database(join(folder, 'lanyard.db'));
    db.exec(`INSERT INTO settings VALUES ('publicUrl', 'not JSON'), ('uploadLimit', '1'), ('later', '{'),
      ('trustedProxies', '["http://ada:secret@proxy"]'), ('logDays', '30')`);
    db.close();
    const again = await testServer({ folder });
    expect(again.core.settings.current()).toMatchObject({ publicUrl: null, logDays: 30, trustedProxies: [] });
    const told = async () =>
      (await again.call('alerts.list', {})).filter(({ id }) => id.startsWith('settings'));
    expect((await told()).map(({ id }) => id).toSorted()).toEqual([
      'settings.publicUrl',
      'settings.trustedProxies',
      'settings.uploadLimit',
    ]);
    expect((await told()).find(({ id }) => id === 'settings.publicUrl')).toMatchObject({
      level: 'wrong',
      message:
        'The setting publicUrl is stored as not JSON, which cannot be used; its default null holds instead. Set it again: lanyard settings set publicUrl VALUE.',
    });
    expect(JSON.stringify(await told())).not.toContain('secret');
    await again.call('settings.set', { key: 'publicUrl', value: 'http://releases.example' });
    expect((await told()).map(({ id }) => id)).not.toContain('settings.publicUrl');
  });

  it('whose making a crash cut off is made to its end, with the key that there is', async () => {
    const folder = temporaryFolder();
    const key = Buffer.alloc(32, 7).toString('base64');
    mkdirSync(join(folder, 'keys'));
    writeFileSync(join(folder, 'keys', 'master.key'), `${key}\n`);
    for (const name of ['lanyard.new', 'lanyard.lock', 'lanyard.db']) writeFileSync(join(folder, name), '');
    await testServer({ folder });
    expect(readFileSync(join(folder, 'keys', 'master.key'), 'utf8').trim()).toBe(key);
    expect(readdirSync(folder)).not.toContain('lanyard.new');
  });

  it('cannot be a file', async () => {
    const path = join(temporaryFolder(), 'file');
    writeFileSync(path, 'not a folder');
    await expect(start(path)).rejects.toMatchObject({
      problem: 'not_writable',
      message: expect.stringContaining('Choose a folder'),
    });
  });
});

describe.skipIf(process.platform === 'win32')('a data folder that others could read', () => {
  const modeOf = (path: string) => statSync(path).mode & 0o777;

  it('is closed to them, with all that is in it', async () => {
    const server = await testServer();
    const { folder } = server;
    await server.stop();
    writeFileSync(join(folder, 'backups', 'before-schema-2.db'), '');
    const all = () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
    for (const path of all()) chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o644);
    chmodSync(folder, 0o755);
    const mask = process.umask(0);
    onTestFinished(() => void process.umask(mask));
    await testServer({ folder });
    expect(modeOf(folder)).toBe(0o700);
    const open = all().filter((path) => (modeOf(path) & 0o077) !== 0 && !path.endsWith('.sock'));
    expect(open).toEqual([]);
  });

  it('is closed but for what is not its own, and what is behind a link', async () => {
    const { folder, stop } = await testServer();
    await stop();
    const shared = temporaryFolder();
    for (const name of ['keys', 'logs']) {
      renameSync(join(folder, name), join(shared, name));
      symlinkSync(join(shared, name), join(folder, name));
    }
    const own = ['backups/letter.txt', 'keys/letter.txt', 'lanyard.db.txt', 'logs/lanyard.log.txt'].map(
      (name) => join(folder, name),
    );
    for (const path of own) writeFileSync(path, '');
    const left = [...own, join(shared, 'logs'), join(shared, 'keys', 'master.key')];
    for (const path of left) chmodSync(path, 0o755);
    await testServer({ folder });
    expect(left.filter((path) => modeOf(path) !== 0o755)).toEqual([]);
  });

  it('was made with nothing that they can open, whatever the umask', async () => {
    const mask = process.umask(0);
    onTestFinished(() => void process.umask(mask));
    const folder = join(temporaryFolder(), 'data');
    mkdirSync(folder, { mode: 0o755 });
    const server = await testServer({ folder });
    await server.call('products.create', { name: 'App' });
    await server.publish('content', { product: 'App', version: '1.0' });
    const open = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (name) => (modeOf(join(folder, name)) & 0o077) !== 0 && !name.endsWith('.sock'),
    );
    expect(open).toEqual([]);
  });

  it('is said to be open where it cannot be closed', async () => {
    const folder = temporaryFolder();
    await (await start(folder)).stop();
    const share = join(temporaryFolder(), 'share');
    renameSync(join(folder, 'files'), share);
    symlinkSync(share, join(folder, 'files'));
    chmodSync(share, 0o755);
    const server = await testServer({ folder });
    expect(await server.call('alerts.list', {})).toMatchObject([
      { id: 'folder.open', message: expect.stringContaining(join(folder, 'files')) as string },
    ]);
    expect(modeOf(share)).toBe(0o755);
  });
});

describe('the master key of a data folder', () => {
  /** A folder that was in use, and the path of its key. */
  async function used() {
    const server = await testServer();
    await server.call('licenses.create', { key: 'SECRE-TKEY1-SECRE-TKEY2-SECRE' });
    await server.stop();
    return { folder: server.folder, key: join(server.folder, 'keys', 'master.key') };
  }

  it('is asked for when it is missing, and no other is made in any place', async () => {
    const { folder, key } = await used();
    const bytes = readFileSync(key);
    rmSync(key);
    await expect(start(folder)).rejects.toMatchObject({ problem: 'no_key' });
    const elsewhere = join(temporaryFolder(), 'new.key');
    const keychain = keychainSlot(folder, {
      encrypt: async (plain) => plain,
      decrypt: async (sealed) => sealed,
    });
    for (const keySlots of [[fileSlot(elsewhere)], [keychain, fileSlot(key)]])
      await expect(startServer({ folder, port: 0, backOfficeEntry, keySlots })).rejects.toMatchObject({
        problem: 'no_key',
        message: expect.stringContaining('Nothing was changed') as string,
      });
    expect(existsSync(elsewhere)).toBe(false);
    expect(readdirSync(join(folder, 'keys'))).toEqual(['fingerprint']);
    writeFileSync(key, bytes);
    const again = await testServer({ folder });
    const [license] = (await again.call('licenses.list', {})).rows;
    expect((await again.call('licenses.show', { license: license!.id })).key).toBe(
      'SECRE-TKEY1-SECRE-TKEY2-SECRE',
    );
  });

  it.each([
    ['with', false],
    ['without', true],
  ])('is refused when it is that of another folder, %s the note of its fingerprint', async (_with, lost) => {
    const [mine, other] = [await used(), await used()];
    writeFileSync(mine.key, readFileSync(other.key));
    const fingerprint = join(mine.folder, 'keys', 'fingerprint');
    if (lost) rmSync(fingerprint);
    await expect(start(mine.folder)).rejects.toMatchObject({
      problem: 'wrong_key',
      message: expect.stringContaining(mine.folder),
    });
    if (lost) expect(readdirSync(join(mine.folder, 'keys'))).toEqual(['master.key']);
  });

  it.each([
    ['is lost', (path: string) => rmSync(path)],
    ['is empty', (path: string) => writeFileSync(path, '')],
    ['is damaged', (path: string) => writeFileSync(path, `${'0'.repeat(40)}\uFFFD\0`)],
    ['is that of another key', (path: string) => writeFileSync(path, `${'0'.repeat(64)}\n`)],
  ])('is known again when the note of its fingerprint %s', async (_what, spoil) => {
    const { folder } = await used();
    spoil(join(folder, 'keys', 'fingerprint'));
    await (await start(folder)).stop();
    expect(readFileSync(join(folder, 'keys', 'fingerprint'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
  });
});
