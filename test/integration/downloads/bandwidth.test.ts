import { createHash, randomBytes } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { describe, expect, onTestFinished, test } from 'vitest';
import { decryptClassloader, lukittuClient, newSession } from '../../support/lukittu-client.ts';
import { testServer } from '../../support/server.ts';
import { soon } from '../../support/soon.ts';

const content = randomBytes(48 * 1024 * 1024); // far more than a test would wait for under the caps below
const RATE = 256 * 1024;

/** A server with one release, and ways to begin a download of it. */
async function shop() {
  const server = await testServer();
  const product = await server.call('products.create', { name: 'App' });
  const { key } = await server.call('licenses.create', { products: ['App'] });
  const { file } = await server.publish(content, { product: 'App', version: '1.0' });
  const lukittu = await lukittuClient(server);
  const session = newSession(lukittu.publicKey);
  return {
    ...server,
    session,
    paths: {
      plain: `/v3/${file.id}?key=${key}`,
      classloader: lukittu.classloaderPath(
        { licenseKey: key, productId: product.id, hardwareIdentifier: 'device-0001' },
        session,
      ),
    },
    set: (key_: 'bandwidthPerClient' | 'bandwidthTotal', value: number | null) =>
      server.call('settings.set', { key: key_, value }),
    /** Begins a download, and counts what has come. */
    async begin(path: string, headers: Record<string, string> = {}) {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        get(`${server.api}${path}`, { agent: false, headers }, resolve).on('error', reject);
      });
      onTestFinished(() => void response.destroy());
      const parts: Buffer[] = [];
      const one = { response, bytes: 0, ended: false, body: () => Buffer.concat(parts) };
      response.on('data', (part: Buffer) => {
        parts.push(part);
        one.bytes += part.length;
      });
      response.on('end', () => (one.ended = true)).on('error', () => {});
      return one;
    },
  };
}

describe.each([
  ['plain', {}],
  ['plain', { Range: `bytes=0-9999999,20000000-${content.length - 1}` }],
  ['classloader', {}],
] as const)('a download (%s, %j)', (kind, headers) => {
  test('stays below the cap of its client until that is taken away', async () => {
    const { set, begin, paths, session } = await shop();
    await set('bandwidthPerClient', RATE);
    const startedAt = performance.now();
    const one = await begin(paths[kind], headers);
    await soon(() => expect(one.bytes).toBeGreaterThan(RATE / 2), { interval: 5 });
    // A slow machine only makes this easier: less has come by then. What comes atop is a full budget, a chunk and heads.
    const seconds = (performance.now() - startedAt) / 1000;
    expect(one.bytes).toBeLessThan(RATE * (seconds + 0.5) + 16_384);

    await set('bandwidthPerClient', null);
    await soon(() => expect(one.ended).toBe(true), { interval: 20 });
    const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    if (kind === 'classloader')
      expect(digest(decryptClassloader(one.body(), session.secret))).toBe(digest(content));
    else expect(one.bytes).toBe(Number(one.response.headers['content-length']));
  });
});

test('a client that leaves while it waits for its turn is noticed at once', async () => {
  const { set, begin, paths, call } = await shop();
  await set('bandwidthTotal', 1024);
  const one = await begin(paths.plain);
  await soon(() => expect(one.bytes).toBeGreaterThan(0));
  one.response.destroy();
  await soon(async () =>
    expect(await call('downloads.list', {})).toMatchObject([{ outcome: 'aborted', status: 200 }]),
  );
});

test('checks are answered while downloads wait', async () => {
  const { set, begin, paths, request } = await shop();
  await set('bandwidthTotal', 1024);
  const downloads = await Promise.all(Array.from({ length: 5 }, () => begin(paths.plain)));
  const answer = await request('/api/index.php/v1/licensedock/updates/1');
  expect(answer.status).toBe(200);
  expect(downloads.every(({ ended }) => !ended)).toBe(true);
});

test('the caps are whole numbers of at least 1024 bytes per second', async () => {
  const { call } = await shop();
  for (const value of [0, -5, 1023, 1.5, '1024'])
    await expect(call('settings.set', { key: 'bandwidthTotal', value })).rejects.toThrow('invalid_input');
  expect(await call('settings.get', { key: 'bandwidthTotal' })).toMatchObject({ value: null });
});
