import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cliOn, serve, start } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { freePort } from '../../support/ports.ts';
import { soon } from '../../support/soon.ts';

const content = randomBytes(24 * 1024 * 1024);
/** So slow that a download runs for as long as a test needs to break it off. */
const SLOW = '6000000';
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** A server of its own process that delivers slowly, and can be killed and started again at the same address. */
async function slowServer() {
  const folder = temporaryFolder();
  const cli = cliOn(folder);
  const path = join(temporaryFolder(), 'app.zip');
  writeFileSync(path, content);
  await cli.json('product', 'create', '--name', 'App');
  const { key } = await cli.json<{ key: string }>('license', 'create', '--product', 'App');
  const release = ['release', 'publish', path, '--product', 'App', '--version', '1'];
  const { file } = await cli.json<{ file: { id: string; sha256: string } }>(...release);
  await cli.json('settings', 'set', 'bandwidthPerClient', SLOW);
  const port = String(await freePort()); // one that is still free when it is asked for again
  const first = await serve(folder, ['--port', port]);
  const saved = join(temporaryFolder(), 'app.zip');
  return {
    saved,
    etag: `"${file.sha256}"`,
    url: `${first.api}/v3/${file.id}?key=${key}`,
    rows: () => cli.json<{ outcome: string; bytesSent: number; startedAt: string }[]>('log', 'downloads'),
    /** Kills it once a part of the file has come, as a power cut would. */
    async cutOff() {
      await soon(() => expect(existsSync(saved) && statSync(saved).size).toBeGreaterThan(2_000_000), {
        interval: 10,
      });
      first.child.kill('SIGKILL');
      await first.ended;
    },
    /** @returns when it did */
    async startAgain(): Promise<number> {
      const now = Date.now();
      await cli.json('settings', 'set', 'bandwidthPerClient', 'null');
      await serve(folder, ['--port', port]);
      return now;
    },
  };
}

test.each([
  ['curl', (saved: string, etag: string) => ['-sSf', '-C', '-', '-H', `If-Range: ${etag}`, '-o', saved]],
  ['wget', (saved: string) => ['-q', '-c', '--tries=1', '-O', saved]],
])('%s goes on with its download after the server was killed and started again', async (program, args) => {
  const { saved, etag, url, cutOff, startAgain, rows } = await slowServer();
  const client = () => start(program, [...args(saved, etag), url]).ended;
  const broken = client();
  await cutOff();
  expect((await broken).code).not.toBe(0);
  const before = statSync(saved).size;
  expect(before).toBeLessThan(content.length);

  await startAgain();
  expect(await client()).toMatchObject({ code: 0 });
  expect(digest(readFileSync(saved))).toBe(digest(content));
  await soon(async () =>
    expect((await rows())[0]).toMatchObject({ outcome: 'partial', bytesSent: content.length - before }),
  );
});

test('a tag of other bytes keeps curl from mixing two files', async () => {
  const { url, saved, startAgain, cutOff } = await slowServer();
  const args = ['-sSf', '-C', '-', '-H', 'If-Range: "other"', '-o', saved, url];
  const broken = start('curl', args).ended;
  await cutOff();
  await broken;
  await startAgain();
  const { code, stderr } = await start('curl', args).ended;
  expect(code, stderr).toBe(33); // "HTTP server does not seem to support byte ranges": it keeps what it has
});

test('aria2 goes on with parallel ranges after a restart, and verifies our digest of the whole', async () => {
  const { url, saved, cutOff, startAgain, rows } = await slowServer();
  const options = ['-x4', '-s4', '-k1M', '--file-allocation=none', '--max-tries=0', '--retry-wait=1'];
  const [folder, name] = [join(saved, '..'), 'app.zip'];
  const aria2 = start('aria2c', ['--no-conf', '--no-netrc', ...options, '-d', folder, '-o', name, url]);
  await cutOff();
  const restartedAt = await startAgain();
  const { code, stdout } = await aria2.ended;
  expect(code, stdout).toBe(0);
  expect(stdout).toContain('Verification finished successfully');
  expect(digest(readFileSync(saved))).toBe(digest(content));
  const again = (await rows()).filter(({ startedAt }) => Date.parse(startedAt) >= restartedAt);
  // How many bytes that took is up to aria2: it asks twice for what a slow connection has not brought yet.
  expect(again.length).toBeGreaterThan(1);
  expect(again.map(({ outcome }) => outcome)).not.toContain('delivered');
});
