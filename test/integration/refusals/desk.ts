import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fillDatabase } from '../../support/full-database.ts';
import { lukittuClient, newSession, type QueryFields } from '../../support/lukittu-client.ts';
import { manualClock, testServer } from '../../support/server.ts';

const PRODUCT = '3e8aa7eb-d175-446d-bc40-282209fd8360';
export const NOWHERE = '00000000-0000-4000-8000-00000000dead';
export const KEY = 'ABCD1-EFGH2-IJKL3-MNOP4-QRST5';
export const OTHER_KEY = 'ZZZZ1-EFGH2-IJKL3-MNOP4-QRST5';

/** One product with a licence, and everything that can be wrong about it a call away. */
export async function desk() {
  const clock = manualClock();
  const server = await testServer({ now: clock.now, rateLimits: true, checkPatienceMs: 1 });
  const { call } = server;
  const client = await lukittuClient(server);
  await call('settings.set', { key: 'trustedProxies', value: ['127.0.0.1'] });
  await call('products.create', { id: PRODUCT, number: 7, name: 'Compass' });
  const other = await call('products.create', { number: 8, name: 'Other' });
  await call('branches.create', { product: '7', name: 'empty' });
  const ada = await call('customers.create', { name: 'Ada' });
  await call('licenses.create', { key: KEY, products: ['7'], customers: [ada.id], seats: 1 });
  await call('licenses.create', { key: OTHER_KEY, products: ['7', '8'] });
  const headers = { 'X-Forwarded-For': '192.0.2.7', 'CF-IPCountry': 'DE' };
  const get = (path: string, more: Record<string, string> = {}) =>
    server.request(path, { headers: { ...headers, ...more } });
  const release = (version: string, input: Partial<Parameters<typeof server.publish>[1]> = {}) =>
    server.publish(`bytes of ${version}`, { product: '7', version, ...input });
  return {
    ...{ call, get, release, clock, client, other },
    keyWith: async (scope: 'statistics:read') =>
      (await call('apiKeys.create', { name: 'narrow', scopes: [scope] })).key,
    changeKey: (change: { maxVersion: string } | { ipLimit: number }) =>
      call('licenses.update', { license: KEY, ...change }),
    expire: async () => {
      const expirationDate = new Date(clock.now() + 1000).toISOString();
      await call('licenses.update', { license: KEY, expirationType: 'DATE', expirationDate });
      clock.advance(2000);
    },
    /** A release whose file another program has touched, and which is too large to be checked within a moment. */
    touched: async () => {
      const made = await server.publish(Buffer.alloc(64 * 1024 * 1024), { product: '7', version: '1.0.0' });
      utimesSync(join(server.folder, 'files', made.file.sha256.slice(0, 2), made.file.sha256), 1, 1);
      return made;
    },
    lose: async (file: { sha256: string }) =>
      rmSync(join(server.folder, 'files', file.sha256.slice(0, 2), file.sha256)),
    two: async () => {
      await release('1.0.0', { platform: 'linux' });
      return release('1.0.0', { platform: 'windows' });
    },
    withdrawn: async () => {
      const made = await release('1.0.0');
      await call('releases.update', { id: made.id, withdrawn: { reason: null } });
      return made;
    },
    classloader: (fields: QueryFields = {}, session = newSession(client.publicKey)) =>
      get(
        client.classloaderPath(
          { licenseKey: KEY, productId: PRODUCT, hardwareIdentifier: 'device-0001', ...fields },
          session,
        ),
      ),
    verify: (hardwareIdentifier: string, from = '192.0.2.7') =>
      client.verify({ licenseKey: KEY, hardwareIdentifier }, { ...headers, 'X-Forwarded-For': from }),
    dev: (token: string) =>
      get(`/api/v1/dev/teams/${server.vendorId}/licenses`, { Authorization: `Bearer ${token}` }),
    strangeTeam: () =>
      get(
        client
          .classloaderPath({ licenseKey: KEY, productId: PRODUCT, hardwareIdentifier: 'device-0001' })
          .replace(server.vendorId, NOWHERE),
      ),
    /** A licence that a first use starts, on a disk that is full but for the logs. */
    startOnFullDisk: async () => {
      await call('licenses.update', {
        license: KEY,
        ...{ expirationType: 'DURATION', expirationStart: 'ACTIVATION', expirationDays: 3 },
      });
      fillDatabase(server, ['download_log', 'request_log']);
    },
    /** Cryptlex's download of a file or release. */
    file: (id: string, key = KEY) => get(`/v3/${id}?key=${key}`),
    latest: (fields: Record<string, string> = {}) =>
      get(
        `/v3/releases/latest?${new URLSearchParams({ productId: PRODUCT, platform: 'windows', key: KEY, ...fields })}`,
      ),
    dock: (query = '', number = 7, key = KEY) =>
      get(`/api/index.php/v1/licensedock/downloads/${number}?license_key=${key}${query}`),
    activate: (identifier: string) =>
      server.request('/api/index.php/v1/licensedock/licenses/activate', {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify({ license_key: KEY, identifier }),
      }),
    feed: (path: string, key = KEY, line = '7/stable') => get(`/feeds/${line}/${path}?key=${key}`),
    refusalOf: async () => {
      const [download] = await call('downloads.list', { limit: 1 });
      const [request] = await call('requests.list', { limit: 1 });
      return [download?.refusal, request?.reason];
    },
  };
}

export type Desk = Awaited<ReturnType<typeof desk>>;
