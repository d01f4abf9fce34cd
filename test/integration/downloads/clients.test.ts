import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { start } from '../../support/cli.ts';
import { temporaryFolder, testServer } from '../../support/server.ts';
import { soon } from '../../support/soon.ts';

const small = Buffer.from('the bytes of the release');
const large = randomBytes(24 * 1024 * 1024);
const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** A server with one release, the URLs of its file in two dialects, and a folder to download into. */
async function shop(content = small, fileName = 'My App 1.0.zip') {
  const server = await testServer();
  const product = await server.call('products.create', { name: 'App' });
  const { key } = await server.call('licenses.create', { products: ['App'] });
  const { file } = await server.publish(content, { product: 'App', version: '1.0', fileName });
  const folder = temporaryFolder();
  const urls = {
    cryptlex: `${server.api}/v3/${file.id}?key=${key}`,
    licensedock: `${server.api}/api/index.php/v1/licensedock/downloads/${product.number}?license_key=${key}`,
  };
  return {
    ...server,
    urls,
    folder,
    path: (name: string) => join(folder, name),
    /** Runs a client in the folder, to its end. */
    run: (command: string, ...args: string[]) => start(command, args, { cwd: folder }).ended,
    /** Outcomes of the download log, the latest last, once there are that many. */
    outcomes: (count: number) =>
      soon(async () => {
        const rows = await server.call('downloads.list', {});
        expect(rows).toHaveLength(count);
        return rows.map((row) => row.outcome).toReversed();
      }),
  };
}

describe.each(['cryptlex', 'licensedock'] as const)('from %s', (dialect) => {
  test('curl -OJL saves the file under its name', async () => {
    const { run, urls, path, outcomes } = await shop();
    const { code, stderr } = await run('curl', '-fsSOJL', urls[dialect]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(path('My App 1.0.zip')).equals(small)).toBe(true);
    expect(await outcomes(1)).toEqual(['delivered']);
  });

  test('wget --content-disposition saves the file under its name', async () => {
    const { run, urls, path } = await shop();
    const { code } = await run('wget', '-q', '--content-disposition', urls[dialect]);
    expect(code).toBe(0);
    expect(readFileSync(path('My App 1.0.zip')).equals(small)).toBe(true);
  });

  test('a name that no header can hold as it is arrives readable, and nothing else is written', async () => {
    const { run, urls, folder } = await shop(small, 'Größe "5"; ☃.zip');
    expect((await run('curl', '-fsSOJL', urls[dialect])).code).toBe(0);
    expect(readdirSync(folder)).toEqual([`Gro_e '5'_ _.zip`]);
  });

  test('wget -c goes on where it was interrupted', async () => {
    const { urls, folder, path, run, outcomes } = await shop(large);
    const args = ['-q', '-c', '-O', 'app.zip', urls[dialect]];
    const first = start('wget', ['--limit-rate=8m', ...args], { cwd: folder });
    await soon(
      () => expect(existsSync(path('app.zip')) && statSync(path('app.zip')).size).toBeGreaterThan(1_000_000),
      { interval: 10 },
    );
    first.child.kill('SIGKILL');
    await first.ended;
    const before = statSync(path('app.zip')).size;
    expect(before).toBeLessThan(large.length);
    expect((await run('wget', ...args)).code).toBe(0);
    expect(digest(readFileSync(path('app.zip')))).toBe(digest(large));
    expect((await outcomes(2)).toSorted()).toEqual(['aborted', 'partial']);
  });

  test('curl -C - goes on as well, and takes a whole file for one', async () => {
    const { urls, folder, path, run } = await shop(large);
    const args = ['-sS', '-C', '-', '-o', 'app.zip', urls[dialect]];
    const first = start('curl', ['--limit-rate', '8M', ...args], { cwd: folder });
    await soon(
      () => expect(existsSync(path('app.zip')) && statSync(path('app.zip')).size).toBeGreaterThan(1_000_000),
      { interval: 10 },
    );
    first.child.kill('SIGKILL');
    await first.ended;
    expect((await run('curl', ...args)).code).toBe(0);
    expect(digest(readFileSync(path('app.zip')))).toBe(digest(large));
    const again = await run('curl', ...args);
    expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 0, stderr: '' });
    expect(digest(readFileSync(path('app.zip')))).toBe(digest(large));
  });
});

test('wget tells its caller that a download was refused', async () => {
  const { urls, run, call, folder } = await shop();
  const [license] = (await call('licenses.list', {})).rows;
  await call('licenses.suspend', { license: license!.id });
  expect((await run('wget', '-q', '--content-disposition', urls.cryptlex)).code).toBe(8);
  expect(readdirSync(folder)).toEqual([]);
});
