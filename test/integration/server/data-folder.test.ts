import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startServer } from '../../../src-main/server/start-server.ts';
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
    db.exec(`INSERT INTO settings VALUES ('publicUrl', 'not JSON')`);
    await expect(start(folder)).rejects.toThrow(SyntaxError);
    db.exec('DELETE FROM settings');
    db.close();
    await (await start(folder)).stop();
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

describe('the master key of a data folder', () => {
  /** A folder that was in use, and the path of its key. */
  async function used() {
    const server = await testServer();
    await server.call('licenses.create', { key: 'SECRE-TKEY1-SECRE-TKEY2-SECRE' });
    await server.stop();
    return { folder: server.folder, key: join(server.folder, 'keys', 'master.key') };
  }

  it('is asked for when it is missing, and no other is made', async () => {
    const { folder, key } = await used();
    const bytes = readFileSync(key);
    rmSync(key);
    await expect(start(folder)).rejects.toMatchObject({ problem: 'no_key' });
    expect(readdirSync(join(folder, 'keys'))).not.toContain('master.key');
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

  it('is known again when the note of its fingerprint is lost', async () => {
    const { folder } = await used();
    writeFileSync(join(folder, 'keys', 'fingerprint'), '');
    await (await start(folder)).stop();
    expect(readFileSync(join(folder, 'keys', 'fingerprint'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
  });
});
