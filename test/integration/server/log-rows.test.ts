import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrations, openDatabase } from '../../../src-main/storage/database.ts';
import { manualClock, type TestServer, testServer } from '../../support/server.ts';

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

  /** A server on a clock of its own, and how many rows it has. */
  async function keeping({
    folder,
    clock = manualClock(),
  }: { folder?: string; clock?: ReturnType<typeof manualClock> } = {}) {
    const server = await testServer({
      now: clock.now,
      monotonic: clock.monotonic,
      ...(folder !== undefined && { folder }),
    });
    return { ...server, clock };
  }
  const ask = (server: Pick<TestServer, 'call' | 'request'>) => server.request(UPDATE);
  const prune = (server: Pick<TestServer, 'logs' | 'upkeep'>) => {
    server.logs.flush();
    return server.upkeep.pruning.prune();
  };
  const rowsOf = async (server: Pick<TestServer, 'call' | 'request'>) => [
    (await server.call('requests.list', {})).length,
    (await server.call('downloads.list', {})).length,
  ];
  const alertsOf = async (server: Pick<TestServer, 'call' | 'request'>) =>
    (await server.call('alerts.list', {})).filter(({ id }) => id === 'clock').map(({ message }) => message);

  it('are deleted after as many days as the setting says, from both logs, and newer ones stay', async () => {
    const server = await keeping();
    const { clock } = server;
    await ask(server);
    await server.request('/v3/7f0e6c0a-4c1c-4d2e-9b57-0f8f6a2d9d11?key=none');
    clock.advance(60 * DAY_MS);
    await ask(server);
    await prune(server);
    expect(await rowsOf(server)).toEqual([2, 1]);
    clock.advance(31 * DAY_MS);
    await prune(server);
    expect(await rowsOf(server)).toEqual([1, 0]);
    await server.call('settings.set', { key: 'logDays', value: null });
    clock.advance(1_000 * DAY_MS);
    await prune(server);
    expect(await rowsOf(server)).toEqual([1, 0]);
    expect(await alertsOf(server)).toEqual([]);
  });

  it('are gone a day after a start that comes late, however many there are', async () => {
    const first = await keeping();
    const { clock, folder } = first;
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
    clock.jump(91 * DAY_MS); // off: what runs since the boot tells nothing of it
    const second = await keeping({ folder, clock });
    await prune(second);
    expect((await rowsOf(second))[0]).toBe(100); // a page of them
    clock.advance(DAY_MS);
    await prune(second);
    expect((await rowsOf(second))[0]).toBe(0);
    expect(await alertsOf(second)).toEqual([]);
  });

  it('survive a clock that is 400 days ahead, while it runs and at the next start, and the vendor is told', async () => {
    const first = await keeping();
    const { clock, folder } = first;
    await ask(first);
    await first.request('/v3/7f0e6c0a-4c1c-4d2e-9b57-0f8f6a2d9d11?key=none');
    clock.jump(400 * DAY_MS);
    await prune(first);
    expect(await rowsOf(first)).toEqual([1, 1]);
    await first.stop();
    const second = await keeping({ folder, clock });
    await prune(second);
    expect(await rowsOf(second)).toEqual([1, 1]);
    expect(await alertsOf(second)).toEqual([
      expect.stringMatching(
        /^The computer's clock jumped from 2026-06-01 12:00 UTC to 2027-07-06 12:00 UTC, 400 days ahead\. If that is the wrong/,
      ),
    ]);
    clock.advance(60_000);
    clock.jump(-400 * DAY_MS);
    second.upkeep.clock.look();
    expect(await alertsOf(second)).toEqual([
      expect.stringMatching(/was wrong for a time: .* and is right again since 2026-06-01 12:01 UTC/),
    ]);
    clock.advance(DAY_MS);
    second.upkeep.clock.look();
    expect(await alertsOf(second)).toEqual([]);
    await prune(second);
    expect(await rowsOf(second)).toEqual([1, 1]);
  });

  it('survive the first start of all that watches the clock', async () => {
    const first = await keeping();
    const { clock, folder } = first;
    await first.stop();
    for (const name of ['lanyard.db', 'lanyard.db-wal', 'lanyard.db-shm'])
      rmSync(join(folder, name), { force: true });
    const db = openDatabase(
      folder,
      migrations.filter(({ version }) => version < 7),
    );
    db.exec(`INSERT INTO request_log (dialect, method, path, status, started_at, duration_ms)
      VALUES ('cryptlex', 'GET', '/', 200, ${clock.now()}, 1)`);
    db.close();
    clock.jump(400 * DAY_MS);
    const second = await keeping({ folder, clock });
    await prune(second);
    expect(await rowsOf(second)).toEqual([1, 0]);
    expect(await alertsOf(second)).toHaveLength(1);
  });

  it('are deleted from behind rows of a time when the clock was ahead, and these with them', async () => {
    const server = await keeping();
    const { clock } = server;
    clock.jump(400 * DAY_MS);
    for (let row = 0; row < 3; row += 1) await ask(server);
    clock.jump(-400 * DAY_MS);
    await ask(server);
    clock.advance(60 * DAY_MS);
    await ask(server);
    clock.advance(31 * DAY_MS);
    await prune(server);
    expect(await rowsOf(server)).toEqual([1, 0]);
  });

  it('are what they are where the clock was behind: rows of that time stay as long as those around them', async () => {
    const server = await keeping();
    const { clock } = server;
    await ask(server);
    clock.jump(-400 * DAY_MS);
    await ask(server);
    clock.jump(400 * DAY_MS);
    await ask(server);
    clock.advance(89 * DAY_MS);
    await prune(server);
    expect(await rowsOf(server)).toEqual([3, 0]);
    clock.advance(2 * DAY_MS);
    await prune(server);
    expect(await rowsOf(server)).toEqual([0, 0]);
  });
});
