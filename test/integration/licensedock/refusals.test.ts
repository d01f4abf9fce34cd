import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { manualClock } from '../../support/server.ts';
import { DOWNLOADS, expectRefusal, expectText, KEY, shop } from './shop.ts';

/** One licence and one product for each way to be refused. */
async function stocked() {
  const clock = manualClock();
  const server = await shop({ now: clock.now });
  const { call, product, publish, release } = server;
  const named = (name: string, number: number) => call('products.create', { name, number });
  const [empty, draft, several, lost, reserved] = await Promise.all([
    named('Empty', 1),
    named('Draft', 2),
    named('Several', 3),
    named('Lost', 4),
    named('Reserved', 5),
  ]);
  const products = [product.id, empty.id, draft.id, several.id, lost.id, reserved.id];
  await call('licenses.create', { key: 'ALL-KEY', products });
  await call('licenses.create', { key: 'FREE-KEY' });
  await call('licenses.create', { key: 'SUSPENDED-KEY', products });
  await call('licenses.suspend', { license: 'SUSPENDED-KEY' });
  await call('licenses.create', { key: 'REVOKED-KEY', products });
  await call('licenses.revoke', { license: 'REVOKED-KEY' });
  const expirationDate = new Date(clock.now() + 1000).toISOString();
  const dated = { expirationType: 'DATE', expirationDate } as const;
  await call('licenses.create', { key: 'EXPIRED-KEY', products: [empty.id], ...dated });
  await call('licenses.create', { key: 'WORST-KEY', products: [empty.id], ...dated });
  await call('licenses.suspend', { license: 'WORST-KEY' });
  clock.advance(1001);

  await release('1.0');
  await publish('x', { product: draft.id, version: '1.0', status: 'DRAFT' });
  await publish('x', { product: draft.id, version: '1.1', status: 'ARCHIVED' });
  await publish('x', { product: draft.id, version: '1.2', status: 'DEPRECATED' });
  await publish('x', { product: draft.id, version: 'nightly' });
  await publish('x', { product: several.id, version: '1.0', platform: 'windows' });
  await publish('x', { product: several.id, version: '1.0', platform: 'linux' });
  await publish('x', { product: reserved.id, version: '1.0', licenses: [KEY] });
  const { file } = await publish('lost', { product: lost.id, version: '1.0', fileName: 'lost.zip' });
  rmSync(join(server.folder, 'files', file.sha256.slice(0, 2), file.sha256));
  return server;
}

type Case = [
  title: string,
  path: string,
  key: string | null,
  status: number,
  code: string,
  text: string,
  refusal: string | null,
];

const REQUIRED = 'Download ID (license key) is required';
const NONE = 'No download is published for this product';
const MISMATCH = 'License does not match this product';

const cases: Case[] = [
  ['no product', '', KEY, 400, 'INVALID_REQUEST', 'product_id is required', null],
  [
    'a product that is no number',
    '/abc',
    KEY,
    400,
    'INVALID_REQUEST',
    'product_id must be a whole number',
    null,
  ],
  ['a negative product', '/-42', KEY, 400, 'INVALID_REQUEST', 'product_id must be a whole number', null],
  [
    'a product with a fraction',
    '/42.0',
    KEY,
    400,
    'INVALID_REQUEST',
    'product_id must be a whole number',
    null,
  ],
  [
    'a product with too many digits',
    `/${'9'.repeat(16)}`,
    KEY,
    400,
    'INVALID_REQUEST',
    'product_id must be a whole number',
    null,
  ],
  ['a product that is a NUL', '/%00', KEY, 400, 'INVALID_REQUEST', 'product_id must be a whole number', null],
  [
    'malformed percent-encoding',
    '/%zz',
    KEY,
    400,
    'INVALID_REQUEST',
    'Malformed percent-encoding in the request URL',
    null,
  ],
  [
    'a bad product and an unknown key',
    '/abc',
    'NOPE',
    400,
    'INVALID_REQUEST',
    'product_id must be a whole number',
    null,
  ],
  ['an empty key', '/42', '', 400, 'INVALID_REQUEST', REQUIRED, 'credentials_missing'],
  ['an unknown key', '/42', 'NOPE', 403, 'LICENSE_NOT_FOUND', 'License not found', 'license_not_found'],
  [
    'a key in the wrong case',
    '/42',
    KEY.toLowerCase(),
    403,
    'LICENSE_NOT_FOUND',
    'License not found',
    'license_not_found',
  ],
  [
    'an unknown key and an unknown product',
    '/999',
    'NOPE',
    403,
    'LICENSE_NOT_FOUND',
    'License not found',
    'license_not_found',
  ],
  [
    'a suspended licence',
    '/42',
    'SUSPENDED-KEY',
    403,
    'LICENSE_INACTIVE',
    'License is not active',
    'license_suspended',
  ],
  [
    'a revoked licence',
    '/42',
    'REVOKED-KEY',
    403,
    'LICENSE_INACTIVE',
    'License is not active',
    'license_revoked',
  ],
  [
    'an expired licence of another product',
    '/42',
    'EXPIRED-KEY',
    403,
    'LICENSE_EXPIRED',
    'License has expired',
    'license_expired',
  ],
  [
    'a suspended, expired licence of another product',
    '/42',
    'WORST-KEY',
    403,
    'LICENSE_INACTIVE',
    'License is not active',
    'license_suspended',
  ],
  ['a licence of another product', '/1', KEY, 403, 'PRODUCT_MISMATCH', MISMATCH, 'product_not_licensed'],
  [
    'a licence without a product',
    '/42',
    'FREE-KEY',
    403,
    'PRODUCT_MISMATCH',
    MISMATCH,
    'product_not_licensed',
  ],
  ['an unknown product', '/999', KEY, 403, 'PRODUCT_MISMATCH', MISMATCH, 'product_not_found'],
  ['the product 0', '/0', KEY, 403, 'PRODUCT_MISMATCH', MISMATCH, 'product_not_found'],
  ['a product without releases', '/1', 'ALL-KEY', 404, 'DOWNLOAD_NOT_FOUND', NONE, 'nothing_published'],
  [
    'a product without a published version',
    '/2',
    'ALL-KEY',
    404,
    'DOWNLOAD_NOT_FOUND',
    NONE,
    'nothing_published',
  ],
  ['a release reserved for others', '/5', 'ALL-KEY', 404, 'DOWNLOAD_NOT_FOUND', NONE, 'nothing_published'],
  [
    'files for several platforms',
    '/3',
    'ALL-KEY',
    404,
    'DOWNLOAD_NOT_FOUND',
    'The newest release has files for several platforms, and this address cannot choose one',
    'file_ambiguous',
  ],
  [
    'missing bytes',
    '/4',
    'ALL-KEY',
    404,
    'FILE_NOT_FOUND',
    'The file of the download is missing',
    'file_missing',
  ],
];

describe('each way to be refused', () => {
  test('has its answer in both modes, and its row in the log', async () => {
    const { request, lastRow, call } = await stocked();
    for (const [title, path, key, status, code, text, refusal] of cases) {
      await expectRefusal(await request(`${DOWNLOADS}${path}?license_key=${key}`), status, code, title);
      await expectText(await request(`${DOWNLOADS}${path}?dlid=${key}`), status, text, title);
      const row = await lastRow();
      expect(row, title).toMatchObject({
        dialect: 'licensedock',
        outcome: 'refused',
        status,
        refusal,
        bytesSent: 0,
      });
      expect(row.reason, title).toMatch(/\S/);
    }
    expect(await call('downloads.list', { limit: 500 })).toHaveLength(2 * cases.length);
    expect(await call('requests.list', {})).toEqual([]);
  });

  test('has no body for HEAD', async () => {
    const { download } = await stocked();
    const response = await download('42?license_key=NOPE', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([403, '']);
  });

  test('is answered without a key at all in JSON', async () => {
    const { download, request } = await stocked();
    await expectRefusal(await download('42'), 400, 'INVALID_REQUEST');
    await expectRefusal(await request(DOWNLOADS), 400, 'INVALID_REQUEST');
    await expectRefusal(await request(`${DOWNLOADS}/`), 400, 'INVALID_REQUEST');
  });

  test('tells the vendor what was known', async () => {
    const { download, lastRow, product, license } = await stocked();
    await download(`42?license_key=${KEY}&identifier=https://www.Nowhere.example/`);
    expect(await lastRow()).toMatchObject({
      refusal: 'device_not_activated',
      reason: 'The device is not activated on this licence.',
      licenseId: license.id,
      licenseHint: 'A1B2C3D4…A3B4C5D6',
      productId: product.id,
      productName: 'My Extension',
      identifier: 'https://www.Nowhere.example/',
      address: '127.0.0.1',
    });
    await download('42?license_key=NOPE');
    expect(await lastRow()).toMatchObject({
      refusal: 'license_not_found',
      productName: 'My Extension',
      licenseId: null,
    });
    await download(`3?license_key=ALL-KEY`);
    expect(await lastRow()).toMatchObject({
      version: '1.0',
      reason: 'The release has a file for each of linux, windows, and none for any platform.',
    });
  });
});

describe('the mode', () => {
  test('with both parameters the licence key wins, and the answer is JSON', async () => {
    const { download } = await shop();
    await expectRefusal(await download(`42?license_key=NOPE&dlid=${KEY}`), 403, 'LICENSE_NOT_FOUND');
    await expectRefusal(await download(`42?dlid=NOPE&license_key=${KEY}`), 404, 'DOWNLOAD_NOT_FOUND');
  });

  test('an empty parameter is an absent one, but an empty dlid alone still asks for plain text', async () => {
    const { download } = await shop();
    await expectText(await download('42?dlid='), 400, REQUIRED);
    await expectText(await download('42?dlid'), 400, REQUIRED);
    await expectText(await download('42?license_key=&dlid='), 400, REQUIRED);
    await expectText(await download(`42?license_key=&dlid=${KEY}`), 404, NONE);
    await expectRefusal(await download('42?license_key='), 400, 'INVALID_REQUEST');
    await expectRefusal(await download(`42?dlid=&license_key=${KEY}`), 404, 'DOWNLOAD_NOT_FOUND');
  });

  test('malformed percent-encoding in the query is answered in the mode of the request', async () => {
    const { download } = await shop();
    const text = 'Malformed percent-encoding in the request URL';
    await expectText(await download('42?dlid=%zz'), 400, text);
    await expectRefusal(await download('42?license_key=%zz'), 400, 'INVALID_REQUEST');
    await expectRefusal(await download(`42?license_key=${KEY}&identifier=%E0%A4%A`), 400, 'INVALID_REQUEST');
  });
});

describe('what is no endpoint', () => {
  const base = '/api/index.php/v1/licensedock';
  test.each([
    ['GET', `${base}/`, 404, 'NOT_FOUND'],
    ['GET', `${base}/Downloads/42`, 404, 'NOT_FOUND'],
    ['GET', `${base}/downloads/42/file`, 404, 'NOT_FOUND'],
    ['GET', `${base}/licenses`, 404, 'NOT_FOUND'],
    ['POST', `${base}/licenses/nonsense`, 404, 'NOT_FOUND'],
    ['POST', `${base}/downloads/42`, 405, 'METHOD_NOT_ALLOWED'],
    ['DELETE', `${base}/downloads`, 405, 'METHOD_NOT_ALLOWED'],
  ])('%s %s is a %i, plain text for a client that sends dlid', async (method, path, status, code) => {
    const { request } = await shop();
    const response = await request(path, { method });
    if (status === 405) expect(response.headers.get('allow')).toBe('HEAD, GET');
    await expectRefusal(response, status, code);
    const text = status === 404 ? 'There is no such endpoint' : 'The endpoint does not know this method';
    await expectText(await request(`${path}?dlid=${KEY}`, { method }), status, text);
  });
});
