import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectLocally } from '../../../src-main/ipc/transports/local-client.ts';
import type { Channel, Input, Output } from '../../../shared/contract.ts';
import { serve, start } from '../../support/cli.ts';
import { filesIn } from '../../support/files.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { soon } from '../../support/soon.ts';

const MIB = 1024 * 1024;
const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const before = randomBytes(2 * MIB);

/** Waits for a condition as closely as a process can. */
const until = (condition: () => boolean) => soon(() => expect(condition()).toBe(true), { interval: 1 });

/** The real program on a folder with a product, a licence and a release of the bytes `before`, to be killed and started again. */
async function shop() {
  const folder = temporaryFolder();
  let server = await serve(folder);
  const call = async <C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> => {
    const connection = (await connectLocally(folder))!;
    const reply = await connection.invoke(channel, input);
    await connection.close();
    if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}`);
    return reply.value;
  };
  const write = (content: Buffer) => {
    const path = join(temporaryFolder(), 'app.zip');
    writeFileSync(path, content);
    return path;
  };
  const product = await call('products.create', { name: 'App' });
  const { key } = await call('licenses.create', { products: ['App'] });
  const { key: apiKey } = await call('apiKeys.create', { name: 'build server' });
  const release = await call('releases.publish', { path: write(before), product: 'App', version: '1.0' });
  return {
    folder,
    product,
    key,
    release,
    call,
    write,
    server: () => server,
    kill: async () => {
      server.child.kill('SIGKILL');
      await server.ended;
    },
    restart: async () => {
      server = await serve(folder); // elsewhere: no kept-alive connection to the killed one is used again
    },
    /** Sizes of what is being uploaded. */
    incoming: () =>
      readdirSync(join(folder, 'incoming')).map((name) => statSync(join(folder, 'incoming', name)).size),
    stored: () => filesIn(join(folder, 'files')).map((path) => path.slice(3)),
    /** The digest of what a client gets for the release file that is there now. */
    downloaded: async () => {
      const [{ files } = { files: [] }] = await call('releases.list', { product: 'App' });
      const response = await fetch(`${server.api}/v3/${files[0]!.id}?key=${key}`);
      return digest(Buffer.from(await response.arrayBuffer()));
    },
    /** Starts a multipart request of the dev API. @returns `finish`, which sends the rest, and the answer's status */
    upload: (method: 'POST' | 'PUT', path: string, data: object, content: Buffer, held = 0) => {
      const part = (headers: string) => `--frontier\r\nContent-Disposition: form-data; ${headers}\r\n\r\n`;
      const head = `${part('name="data"')}${JSON.stringify(data)}\r\n${part('name="file"; filename="app.zip"')}`;
      const sending = request(`${server.api}/api/v1/dev/teams/${server.ready.vendorId}/releases${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${apiKey}`,
          'Content-Type': 'multipart/form-data; boundary=frontier',
        },
      });
      const status = new Promise<number | null>((resolve) => {
        sending
          .on('response', (response) => resolve(response.resume().statusCode!))
          .on('error', () => resolve(null));
      });
      sending.write(head);
      sending.write(content.subarray(0, content.length - held));
      const finish = () =>
        void sending.end(
          Buffer.concat([content.subarray(content.length - held), Buffer.from('\r\n--frontier--\r\n')]),
        );
      if (held === 0) finish();
      return { finish, status };
    },
  };
}

test('killed while it copies a file in, it has the releases of before and nothing left over', async () => {
  const { folder, call, kill, restart, incoming, stored, downloaded, write } = await shop();
  const huge = join(temporaryFolder(), 'huge.zip');
  writeFileSync(huge, '');
  truncateSync(huge, 2000 * MIB); // takes seconds to hash
  const connection = (await connectLocally(folder))!;
  const publishing = connection.invoke('releases.publish', { path: huge, product: 'App', version: '2.0' });
  await until(() => incoming().some((size) => size >= 16 * MIB));
  await kill();
  expect(await publishing).toMatchObject({ ok: false });
  expect(incoming().some((size) => size >= 16 * MIB)).toBe(true); // what the sweep is for
  await restart();
  expect(incoming()).toEqual([]);
  expect(stored()).toEqual([digest(before)]);
  expect(await call('releases.list', { product: 'App' })).toMatchObject([{ version: '1.0', latest: true }]);
  expect(await downloaded()).toBe(digest(before));
  await call('releases.publish', { path: write(Buffer.from('next')), product: 'App', version: '2.0' });
});

test('killed while a client uploads, it has the releases of before and nothing left over', async () => {
  const { product, upload, kill, restart, incoming, stored, call, downloaded } = await shop();
  const content = randomBytes(12 * MIB);
  const { status } = upload(
    'POST',
    '',
    { version: '2.0', productId: product.id, status: 'PUBLISHED' },
    content,
    1 * MIB,
  );
  await until(() => incoming().some((size) => size >= 8 * MIB));
  await kill();
  expect(await status).toBeNull();
  await restart();
  expect(incoming()).toEqual([]);
  expect(stored()).toEqual([digest(before)]);
  expect(await call('releases.list', { product: 'App' })).toMatchObject([{ version: '1.0' }]);
  expect(await downloaded()).toBe(digest(before));
});

describe('killed while a file is replaced, it has the old file or the new one', () => {
  const content = randomBytes(24 * MIB);
  type Shop = Awaited<ReturnType<typeof shop>>;

  test.each<[string, (shop: Shop, status: Promise<number | null>) => Promise<unknown>]>([
    ['after some bytes', ({ incoming }) => until(() => incoming().some((size) => size > 0))],
    ['after all bytes', ({ incoming }) => until(() => incoming().some((size) => size === content.length))],
    ['once they lie in their place', ({ stored }) => until(() => stored().includes(digest(content)))],
    ['once the old ones are gone', ({ stored }) => until(() => !stored().includes(digest(before)))],
    ['once it was answered', (_shop, status) => status],
  ])('%s', async (_when, condition) => {
    const opened = await shop();
    const { product, release, upload, kill, restart, incoming, stored, downloaded, call } = opened;
    const data = { version: '1.1', productId: product.id, status: 'PUBLISHED', setAsLatest: true };
    const { status } = upload(
      'PUT',
      `/${release.id}`,
      { ...data, branchId: null, metadata: [], licenseIds: [], keepExistingFile: false },
      content,
    );
    await condition(opened, status);
    await kill();
    await restart();
    const [current, ...others] = await call('releases.list', { product: 'App' });
    expect(others).toEqual([]);
    const isNew = current!.version === '1.1';
    const bytes = isNew ? content : before;
    expect(current).toMatchObject({
      version: isNew ? '1.1' : '1.0',
      latest: true,
      files: [{ size: bytes.length }],
    });
    expect(await downloaded()).toBe(digest(bytes));
    expect(stored()).toEqual([digest(bytes)]);
    expect(incoming()).toEqual([]);
    if ((await status) !== null) expect(isNew).toBe(true); // what was answered stays
  });
});

test('killed while a client downloads, the client goes on after the restart', async () => {
  const { call, kill, restart, key, write, server } = await shop();
  const content = randomBytes(48 * MIB);
  const { file } = await call('releases.publish', { path: write(content), product: 'App', version: '2.0' });
  const folder = temporaryFolder();
  const path = join(folder, 'app.zip');
  const url = () => `${server().api}/v3/${file.id}?key=${key}`;
  const first = start('wget', ['-q', '-t', '1', '--limit-rate=16m', '-O', path, url()]);
  await until(() => existsSync(path) && statSync(path).size > 2 * MIB);
  await kill();
  expect((await first.ended).code).not.toBe(0);
  expect(statSync(path).size).toBeLessThan(content.length);
  await restart();
  expect((await start('wget', ['-q', '-c', '-O', path, url()]).ended).code).toBe(0);
  expect(digest(readFileSync(path))).toBe(digest(content));
  await soon(async () =>
    expect(await call('downloads.list', {})).toMatchObject([{ outcome: 'partial', size: content.length }]),
  );
});
