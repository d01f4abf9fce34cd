import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { manualClock, testServer } from '../../support/server.ts';

const UPDATE = '/v3/releases/update?key=none';

describe('the request log', () => {
  it('holds a request soon after its answer, without anyone asking', async () => {
    const { folder, request } = await testServer();
    const db = new Database(join(folder, 'lanyard.db'), { readonly: true });
    onTestFinished(() => void db.close());
    const rows = db.prepare('SELECT path, status, address, user_agent AS userAgent FROM request_log');
    await request(UPDATE, { headers: { 'User-Agent': 'updater/1.0' } });
    await expect
      .poll(() => rows.all(), { interval: 10 })
      .toEqual([
        { path: '/v3/releases/update', status: 400, address: '127.0.0.1', userAgent: 'updater/1.0' },
      ]);
  });

  it('keeps what was not yet written when the server stops', async () => {
    const first = await testServer();
    await Promise.all(Array.from({ length: 20 }, () => first.request(UPDATE)));
    await first.stop();
    const second = await testServer({ folder: first.folder });
    expect(await second.call('requests.list', {})).toHaveLength(20);
  });
});

describe('the address in the log', () => {
  const addressOf = async (server: Awaited<ReturnType<typeof testServer>>, forwarded: string) => {
    await server.request(UPDATE, { headers: { 'X-Forwarded-For': forwarded } });
    return (await server.call('requests.list', { limit: 1 }))[0]?.address;
  };

  it('is what a proxy says as soon as the proxy is trusted, and no longer', async () => {
    const server = await testServer();
    expect(await addressOf(server, '198.51.100.7')).toBe('127.0.0.1');
    await server.call('settings.set', { key: 'trustedProxies', value: ['127.0.0.0/8'] });
    expect(await addressOf(server, '203.0.113.9, 198.51.100.7')).toBe('198.51.100.7');
    await server.call('settings.set', { key: 'trustedProxies', value: [] });
    expect(await addressOf(server, '198.51.100.7')).toBe('127.0.0.1');
  });
});

describe('old rows', () => {
  const DAY_MS = 86_400_000;

  it('are deleted after as many days as the setting says, from both logs, and newer ones stay', async () => {
    const clock = manualClock();
    const server = await testServer({ now: clock.now });
    await server.request(UPDATE);
    await server.request('/v3/7f0e6c0a-4c1c-4d2e-9b57-0f8f6a2d9d11?key=none');
    clock.advance(60 * DAY_MS);
    await server.request(UPDATE);
    const rows = async () => [
      (await server.call('requests.list', {})).length,
      (await server.call('downloads.list', {})).length,
    ];
    await server.pruning.prune();
    expect(await rows()).toEqual([2, 1]);
    clock.advance(31 * DAY_MS);
    await server.pruning.prune();
    expect(await rows()).toEqual([1, 0]);
    await server.call('settings.set', { key: 'logDays', value: null });
    clock.advance(1_000 * DAY_MS);
    await server.pruning.prune();
    expect(await rows()).toEqual([1, 0]);
  });

  it('are gone soon after a start, however many there are', async () => {
    const clock = manualClock();
    const first = await testServer({ now: clock.now });
    const entry = {
      dialect: 'cryptlex',
      method: 'GET',
      path: '/',
      status: 200,
      code: null,
      reason: null,
    } as const;
    const about = { licenseId: null, productId: null, identifier: null, address: null, userAgent: null };
    first.core.store.bookkeep(() => {
      for (let row = 0; row < 5_000; row += 1)
        first.core.store.logs.addRequest({ ...entry, ...about, startedAt: clock.now(), durationMs: 1 });
    });
    await first.stop();
    clock.advance(91 * DAY_MS);
    const second = await testServer({ folder: first.folder, now: clock.now });
    await expect.poll(async () => (await second.call('requests.list', {})).length).toBe(0);
  });
});
