import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cliOn, errorOf, lanyard, serve, startLanyard } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { soon } from '../../support/soon.ts';

type Row = { id: number; outcome: string; fileName: string | null };

/** A server with two downloads in its log, one of them refused. */
async function serverWithLog() {
  const folder = temporaryFolder();
  const cli = cliOn(folder);
  const server = await serve(folder);
  const file = join(temporaryFolder(), 'app.zip');
  writeFileSync(file, 'hello');
  await cli.json('product', 'create', '--name', 'Compass');
  await cli.json('release', 'publish', file, '--product', '1', '--version', '1.0.0');
  const license = await cli.json('license', 'create', '--product', '1');
  const download = async (key: unknown = license['key']) => {
    const url = `${server.api}/api/index.php/v1/licensedock/downloads/1?license_key=${String(key)}`;
    await (await fetch(url)).arrayBuffer();
  };
  await download('NOPE');
  await download();
  const follow = (...args: string[]) =>
    startLanyard(['log', 'downloads', '--follow', '--data', folder, ...args]);
  return { folder, cli, server, license, download, follow };
}

const rows = (lines: string[]) => lines.map((line) => JSON.parse(line) as Row);

it('lists downloads newest first, and finds out why one was refused', async () => {
  const { cli, license } = await serverWithLog();
  const all = await cli.json<Row[]>('log', 'downloads');
  expect(all.map(({ outcome }) => outcome)).toEqual(['delivered', 'refused']);
  expect(await cli.json('log', 'downloads', '--limit', '1')).toEqual([all[0]]);
  expect(await cli.json('log', 'downloads', '--outcome', 'refused')).toEqual([all[1]]);
  expect(await cli.json('log', 'downloads', '--product', 'Compass')).toContainEqual(all[0]);
  await cli.json('product', 'create', '--name', 'Other');
  expect(await cli.json('log', 'downloads', '--product', 'Other')).toEqual([]);
  expect(await cli.json('log', 'downloads', '--license', String(license['key']))).toEqual([all[0]]);
  expect(await cli.json('log', 'downloads', '--dialect', 'cryptlex')).toEqual([]);
  expect(await cli.text('log', 'downloads')).toMatch(/delivered[^]*refused +No licence has this key\./);
});

it('ends when nobody reads what it follows any more, as `| head` does', async () => {
  const { download, follow } = await serverWithLog();
  const following = follow('--json');
  await soon(() => expect(following.lines).toHaveLength(2));
  following.child.stdout!.destroy();
  await download();
  expect(await following.ended).toMatchObject({ code: 0, stderr: '' });
});

it('follows: what there is oldest first, then each new row, until Ctrl-C', async () => {
  const { download, follow } = await serverWithLog();
  const following = follow('--json');
  await soon(() => expect(following.lines).toHaveLength(2));
  await download();
  await soon(() => expect(following.lines).toHaveLength(3));
  await download('NOPE');
  await soon(() => expect(following.lines).toHaveLength(4));
  expect(rows(following.lines).map(({ outcome }) => outcome)).toEqual([
    'refused',
    'delivered',
    'delivered',
    'refused',
  ]);
  expect(rows(following.lines).map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  following.child.kill('SIGINT');
  expect(await following.ended).toMatchObject({ code: 0, stderr: '' });
});

it('follows for people, from the newest so many on, and only what is asked for', async () => {
  const { download, follow } = await serverWithLog();
  const newest = follow('--limit', '1');
  const refused = follow('--outcome', 'refused');
  expect(await newest.line('app.zip 1.0.0')).toContain('delivered');
  expect(await refused.line('No licence')).toContain('refused');
  await download();
  await download('NOPE');
  await soon(() => expect(newest.lines).toHaveLength(3));
  await soon(() => expect(refused.lines).toHaveLength(2));
  for (const { child, ended } of [newest, refused]) {
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0 });
  }
});

it('ends with exit code 1 and a word when the server stops', async () => {
  const { server, follow } = await serverWithLog();
  const following = follow('--json');
  await soon(() => expect(following.lines).toHaveLength(2));
  await server.stop();
  const { code, stderr } = await following.ended;
  expect(code).toBe(1);
  expect(errorOf(stderr)).toEqual({ code: 'server_stopped', message: 'The server stopped.' });
});

it('says so where no server runs', async () => {
  const { code, stdout, stderr } = await lanyard([
    'log',
    'downloads',
    '--follow',
    '--json',
    '--data',
    temporaryFolder(),
  ]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(errorOf(stderr)).toMatchObject({
    code: 'no_server',
    message: expect.stringContaining('lanyard serve') as string,
  });
});
