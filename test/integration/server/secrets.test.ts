import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { lukittuClient } from '../../support/lukittu-client.ts';
import { testServer } from '../../support/server.ts';

/** A key that every dialect takes; its middle groups may never be read anywhere. */
const KEY = 'FIRST-MIDD1-MIDD2-MIDD3-LASTT';
const UNKNOWN = 'FIRST-MIDD1-MIDD2-MIDD3-OTHER';

/** Every file of a folder as text. */
const filesOf = (folder: string): { name: string; text: string }[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: path.slice(folder.length), text: readFileSync(path, 'latin1') }));

/** A server with a licence, and every way to show it a key. */
async function shop() {
  const server = await testServer();
  const product = await server.call('products.create', { name: 'Compass', number: 7 });
  const license = await server.call('licenses.create', { products: [product.id], key: KEY });
  const { file } = await server.publish('bytes', { product: product.id, version: '1.0' });
  const lukittu = await lukittuClient(server);
  const ask = async (path: string, init?: RequestInit) => {
    const response = await server.request(path, init);
    await response.arrayBuffer();
    return response.status;
  };
  const showEverywhere = async (key: string) => {
    const query = { licenseKey: key, productId: product.id, hardwareIdentifier: 'device-0001' };
    return [
      (await lukittu.verify(query)).status,
      await ask(lukittu.classloaderPath(query)),
      await ask(`/v3/${file.id}?key=${key}`),
      await ask(`/v3/${key}?key=${key}`),
      await ask(`/v3/releases/update?key=${key}&version=0.9&platform=linux&productId=${product.id}`),
      await ask(`/v3/releases/latest?key=${key}&platform=linux&productId=${product.id}`),
      await ask(`/v3/nowhere/${key}/and/on`),
      await ask(`/api/index.php/v1/licensedock/downloads/7?license_key=${key}`),
      await ask(`/api/index.php/v1/licensedock/nowhere/${key}`),
      await ask(`/api/v1/client/${key}`, { method: 'POST', headers: { Authorization: `Bearer ${key}` } }),
    ];
  };
  return { ...server, product, license, file, ask, showEverywhere };
}

describe('a licence key', () => {
  it('is readable in no row, event, log or file, whether it is good, unknown or met by a fault', async () => {
    const { folder, call, dispatch, events, license, showEverywhere, stop } = await shop();
    const heard: unknown[] = [];
    events.subscribe('downloads', (rows) => heard.push(rows));

    const granted = await showEverywhere(KEY);
    expect(granted.filter((status) => status === 200).length).toBeGreaterThanOrEqual(4);
    await showEverywhere(UNKNOWN);
    await dispatch('licenses.show', { license: UNKNOWN }, 'local');
    await call('licenses.suspend', { license: KEY });
    await showEverywhere(KEY);
    await call('licenses.resume', { license: KEY });

    const broken = new Database(join(folder, 'lanyard.db'));
    broken.exec('ALTER TABLE licenses RENAME TO gone');
    const faults = await showEverywhere(KEY);
    expect(faults.filter((status) => status === 500).length).toBeGreaterThanOrEqual(4);
    expect(await dispatch('licenses.show', { license: KEY }, 'local')).toMatchObject({
      error: { code: 'fault' },
    });
    broken.exec('ALTER TABLE gone RENAME TO licenses');
    broken.close();

    const rows = [
      ...(await call('downloads.list', { limit: 500 })),
      ...(await call('requests.list', { limit: 500 })),
    ];
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.some(({ licenseId }) => licenseId === license.id)).toBe(true);
    expect(JSON.stringify(rows)).toContain('FIRST…LASTT');
    expect(JSON.stringify(rows)).not.toContain('MIDD');
    await stop();
    expect(JSON.stringify(heard)).toContain('FIRST…LASTT');
    expect(JSON.stringify(heard)).not.toContain('MIDD');
    const files = filesOf(folder);
    expect(files.find(({ name }) => name.endsWith('lanyard.log'))?.text).toContain('a request failed');
    for (const { name, text } of files) expect(text.includes('MIDD'), name).toBe(false);
  });
});

describe('an API key and an access token', () => {
  it('are readable in no row, log or file', async () => {
    const { folder, call, ask, file, vendorId, product, stop } = await shop();
    const customer = await call('customers.create', { name: 'Ada' });
    const { token } = await call('customers.createToken', { customer: customer.id });
    const { key } = await call('apiKeys.create', { name: 'build server' });
    const with_ = (secret: string) => ({ headers: { Authorization: `Bearer ${secret}` } });
    const releases = `/api/v1/dev/teams/${vendorId}/releases?productId=${product.id}`;
    expect(await ask(releases, with_(key))).toBe(200);
    expect(await ask(`/v3/${file.id}`, with_(token))).toBeLessThan(500);
    expect(await ask(releases, with_(token))).toBe(401);
    expect(await ask(`/v3/${file.id}`, with_(key))).toBe(401);
    const rows = JSON.stringify([
      await call('downloads.list', {}),
      await call('requests.list', {}),
      await call('apiKeys.list', {}),
      await call('customers.listTokens', { customer: customer.id }),
    ]);
    await stop();
    for (const secret of [key, token]) {
      expect(rows).not.toContain(secret);
      for (const { name, text } of filesOf(folder)) expect(text.includes(secret), name).toBe(false);
    }
  });
});
