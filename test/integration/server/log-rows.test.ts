import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testServer } from '../../support/server.ts';

const UPDATE = '/v3/releases/update?key=none';

describe('the request log', () => {
  it('holds a request soon after its answer, without anyone asking', async () => {
    const { folder, request } = await testServer();
    const db = new Database(join(folder, 'lanyard.db'), { readonly: true });
    onTestFinished(() => void db.close());
    const rows = db.prepare('SELECT path, status, address, user_agent AS userAgent FROM request_log');
    await request(UPDATE, { headers: { 'User-Agent': 'updater/1.0' } });
    await expect
      .poll(() => rows.all(), { timeout: 1_000, interval: 10 })
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
