import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { manualClock } from '../../support/server.ts';
import { expectRefusal, KEY, PRODUCT_ID, type Shop, shop } from './shop.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-00000000dead';

/** One licence for each way to be refused, and one release for each. */
async function stocked() {
  const clock = manualClock();
  const server = await shop({ now: clock.now });
  const { call, release } = server;
  const other = await call('products.create', { name: 'Other' });
  const products = [PRODUCT_ID];
  await call('licenses.create', { key: 'OTHER-KEY', products: [other.id] });
  await call('licenses.create', { key: 'FREE-KEY' });
  await call('licenses.create', { key: 'SUSPENDED-KEY', products });
  await call('licenses.suspend', { license: 'SUSPENDED-KEY' });
  await call('licenses.create', { key: 'REVOKED-KEY', products });
  await call('licenses.revoke', { license: 'REVOKED-KEY' });
  const soon = new Date(clock.now() + 1000).toISOString();
  await call('licenses.create', {
    key: 'EXPIRED-KEY',
    products,
    expirationType: 'DATE',
    expirationDate: soon,
  });
  const customer = await call('customers.create', { name: 'Ada' });
  const expiring = await call('customers.createToken', { customer: customer.id, expiresAt: soon });
  const revoked = await call('customers.createToken', { customer: customer.id });
  await call('customers.revokeToken', { id: revoked.id });
  const lonely = await call('customers.createToken', { customer: customer.id });
  clock.advance(1001);

  const published = await release('1.0');
  const draft = await release('0.1', { status: 'DRAFT' });
  const archived = await release('0.2', { status: 'ARCHIVED' });
  const reserved = await release('0.3', { licenses: ['OTHER-KEY'] });
  const lost = await release('0.4', { fileName: 'lost.zip' });
  rmSync(join(server.folder, 'files', lost.file.sha256.slice(0, 2), lost.file.sha256));
  await release('0.5', { platform: 'windows', fileName: 'app.exe' });
  const several = await release('0.5', { platform: 'linux', fileName: 'app.tgz' });
  return {
    ...server,
    tokens: { expired: expiring.token, revoked: revoked.token, lonely: lonely.token },
    ids: {
      published: published.file.id,
      draft: draft.file.id,
      archived: archived.file.id,
      reserved: reserved.file.id,
      lost: lost.file.id,
      several: several.id,
    },
  };
}

type Stock = Awaited<ReturnType<typeof stocked>>;

describe('downloads', () => {
  type Case = [
    title: string,
    request: (stock: Stock) => { path: string; token?: string },
    status: number,
    code: string,
    refusal: string | null,
  ];
  const cases: Case[] = [
    [
      'no credentials',
      ({ ids }) => ({ path: ids.published }),
      401,
      'AUTHENTICATION_FAILED',
      'credentials_missing',
    ],
    [
      'an empty key',
      ({ ids }) => ({ path: `${ids.published}?key=` }),
      401,
      'AUTHENTICATION_FAILED',
      'credentials_missing',
    ],
    [
      'no credentials for an id that is none',
      () => ({ path: 'nonsense' }),
      401,
      'AUTHENTICATION_FAILED',
      'credentials_missing',
    ],
    [
      'an unknown key',
      ({ ids }) => ({ path: `${ids.published}?key=NOPE` }),
      401,
      'INVALID_LICENSE_KEY',
      'license_not_found',
    ],
    [
      'a key in the wrong case',
      ({ ids }) => ({ path: `${ids.published}?key=${KEY.toLowerCase()}` }),
      401,
      'INVALID_LICENSE_KEY',
      'license_not_found',
    ],
    [
      'an unknown key for an unknown id',
      () => ({ path: `${UNKNOWN_ID}?key=NOPE` }),
      401,
      'INVALID_LICENSE_KEY',
      'license_not_found',
    ],
    [
      'an unknown token',
      ({ ids }) => ({ path: ids.published, token: 'f'.repeat(64) }),
      401,
      'AUTHENTICATION_FAILED',
      'access_token_invalid',
    ],
    [
      'an expired token',
      ({ ids, tokens }) => ({ path: ids.published, token: tokens.expired }),
      401,
      'AUTHENTICATION_FAILED',
      'access_token_invalid',
    ],
    [
      'a revoked token',
      ({ ids, tokens }) => ({ path: ids.published, token: tokens.revoked }),
      401,
      'AUTHENTICATION_FAILED',
      'access_token_invalid',
    ],
    [
      'a token of a customer without licences',
      ({ ids, tokens }) => ({ path: ids.published, token: tokens.lonely }),
      403,
      'INVALID_PRODUCT_ID',
      'product_not_licensed',
    ],
    [
      'an unknown key beside a good token',
      ({ ids, tokens }) => ({ path: `${ids.published}?key=NOPE`, token: tokens.lonely }),
      401,
      'INVALID_LICENSE_KEY',
      'license_not_found',
    ],
    [
      'a key of another product',
      ({ ids }) => ({ path: `${ids.published}?key=OTHER-KEY` }),
      403,
      'INVALID_PRODUCT_ID',
      'product_not_licensed',
    ],
    [
      'a key without a product',
      ({ ids }) => ({ path: `${ids.published}?key=FREE-KEY` }),
      403,
      'INVALID_PRODUCT_ID',
      'product_not_licensed',
    ],
    [
      'a suspended licence',
      ({ ids }) => ({ path: `${ids.published}?key=SUSPENDED-KEY` }),
      403,
      'REVOKED_LICENSE',
      'license_suspended',
    ],
    [
      'a revoked licence',
      ({ ids }) => ({ path: `${ids.published}?key=REVOKED-KEY` }),
      403,
      'REVOKED_LICENSE',
      'license_revoked',
    ],
    [
      'an expired licence',
      ({ ids }) => ({ path: `${ids.published}?key=EXPIRED-KEY` }),
      403,
      'LICENSE_EXPIRED',
      'license_expired',
    ],
    [
      'a release reserved for others',
      ({ ids }) => ({ path: `${ids.reserved}?key=${KEY}` }),
      403,
      'RELEASE_VERSION_NOT_ALLOWED',
      'release_not_allowed',
    ],
    [
      'an id that is no UUID',
      () => ({ path: `42?key=${KEY}` }),
      400,
      'INVALID_RELEASE_ID',
      'release_id_invalid',
    ],
    [
      'an id with a NUL in it',
      () => ({ path: `%00?key=${KEY}` }),
      400,
      'INVALID_RELEASE_ID',
      'release_id_invalid',
    ],
    [
      'an unknown release',
      () => ({ path: `${UNKNOWN_ID}?key=${KEY}` }),
      404,
      'RELEASE_NOT_FOUND',
      'release_not_found',
    ],
    [
      'an unknown release for a suspended licence',
      () => ({ path: `${UNKNOWN_ID}?key=SUSPENDED-KEY` }),
      404,
      'RELEASE_NOT_FOUND',
      'release_not_found',
    ],
    [
      'a draft',
      ({ ids }) => ({ path: `${ids.draft}?key=${KEY}` }),
      404,
      'RELEASE_NOT_FOUND',
      'release_draft',
    ],
    [
      'a draft for a key of another product',
      ({ ids }) => ({ path: `${ids.draft}?key=OTHER-KEY` }),
      404,
      'RELEASE_NOT_FOUND',
      'release_draft',
    ],
    [
      'an archived release',
      ({ ids }) => ({ path: `${ids.archived}?key=${KEY}` }),
      404,
      'RELEASE_NOT_FOUND',
      'release_archived',
    ],
    [
      'a release whose file cannot be chosen',
      ({ ids }) => ({ path: `${ids.several}?key=${KEY}` }),
      404,
      'RELEASE_NOT_FOUND',
      'file_ambiguous',
    ],
    [
      'missing bytes',
      ({ ids }) => ({ path: `${ids.lost}?key=${KEY}` }),
      404,
      'FILE_NOT_FOUND',
      'file_missing',
    ],
    [
      'another file name than the file has',
      ({ ids }) => ({ path: `${ids.published}/other.zip?key=${KEY}` }),
      404,
      'FILE_NOT_FOUND',
      'file_missing',
    ],
    [
      'a file that the release does not have',
      ({ ids }) => ({ path: `${ids.several}/app.zip?key=${KEY}` }),
      404,
      'FILE_NOT_FOUND',
      'file_missing',
    ],
    [
      'malformed percent-encoding in the id',
      () => ({ path: `%zz?key=${KEY}` }),
      400,
      'INVALID_REQUEST',
      null,
    ],
    [
      'malformed percent-encoding in the key',
      ({ ids }) => ({ path: `${ids.published}?key=%E0%A4%A` }),
      400,
      'INVALID_REQUEST',
      null,
    ],
  ];

  test('each way to be refused has its answer and its row in the log', async () => {
    const stock = await stocked();
    for (const [title, request, status, code, refusal] of cases) {
      const { path, token } = request(stock);
      const response = await stock.download(
        path,
        token ? { headers: { Authorization: `Bearer ${token}` } } : {},
      );
      const challenge = response.headers.get('www-authenticate');
      await expectRefusal(response, status, code, title);
      expect(challenge, title).toBe(status === 401 ? 'Bearer' : null);
      const row = await stock.lastRow();
      expect(row, title).toMatchObject({
        dialect: 'cryptlex',
        outcome: 'refused',
        status,
        refusal,
        bytesSent: 0,
      });
      expect(row.reason, title).toMatch(/\S/);
    }
    expect(await stock.call('downloads.list', { limit: 500 })).toHaveLength(cases.length);
  });

  test('a HEAD request is refused with the same status and no body', async () => {
    const { download, ids } = await stocked();
    const response = await download(ids.published, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([401, '']);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('the row of a refusal names the licence, the product and the release as far as they were known', async () => {
    const { download, lastRow, ids, license } = await stocked();
    await download(`${ids.reserved}?key=${KEY}`, { headers: { 'User-Agent': 'curl/8' } });
    expect(await lastRow()).toMatchObject({
      licenseId: license.id,
      licenseHint: '622C02…C4D894',
      productName: 'MyApp',
      version: '0.3',
      fileName: 'app.zip',
      address: '127.0.0.1',
      userAgent: 'curl/8',
      reason: 'The release is reserved for other licences.',
    });
    await download(`${UNKNOWN_ID}?key=${KEY}`);
    expect(await lastRow()).toMatchObject({ licenseHint: '622C02…C4D894', productName: null, version: null });
  });
});

describe('update and latest', () => {
  type Case = [title: string, query: Record<string, string | undefined>, code: string];
  const shared: Case[] = [
    ['no product', { productId: undefined }, 'INVALID_REQUEST'],
    ['an empty product', { productId: '' }, 'INVALID_REQUEST'],
    ['a product id that is no UUID', { productId: '42' }, 'INVALID_REQUEST'],
    ['no platform', { platform: undefined }, 'INVALID_REQUEST'],
    ['a platform too long', { platform: 'x'.repeat(257) }, 'INVALID_REQUEST'],
    ['a channel too long', { channel: 'x'.repeat(256) }, 'INVALID_REQUEST'],
    ['no key', { key: undefined }, 'INVALID_REQUEST'],
    ['a missing parameter and an unknown key', { platform: undefined, key: 'NOPE' }, 'INVALID_REQUEST'],
    ['an unknown product', { productId: UNKNOWN_ID }, 'INVALID_PRODUCT_ID'],
    ['an unknown product and an unknown key', { productId: UNKNOWN_ID, key: 'NOPE' }, 'INVALID_PRODUCT_ID'],
    ['an unknown key', { key: 'NOPE' }, 'INVALID_LICENSE_KEY'],
    ['a suspended licence', { key: 'SUSPENDED-KEY' }, 'REVOKED_LICENSE'],
    ['a revoked licence', { key: 'REVOKED-KEY' }, 'REVOKED_LICENSE'],
    ['an expired licence', { key: 'EXPIRED-KEY' }, 'LICENSE_EXPIRED'],
    ['a key of another product', { key: 'OTHER-KEY' }, 'INVALID_PRODUCT_ID'],
    ['a key without a product', { key: 'FREE-KEY' }, 'INVALID_PRODUCT_ID'],
  ];
  const ofUpdate: Case[] = [
    ['no version', { version: undefined }, 'INVALID_REQUEST'],
    ...['1', '1.2.3.4.5', '1.2-beta', 'v1.2', '1.', '1..2', 'latest', '1.2\n', `1.${'9'.repeat(80)}`].map(
      (version): Case => [`the version ${JSON.stringify(version)}`, { version }, 'INVALID_VERSION_FORMAT'],
    ),
    [
      'a bad version and an unknown product',
      { version: 'x', productId: UNKNOWN_ID },
      'INVALID_VERSION_FORMAT',
    ],
  ];

  const walk = async (stock: Shop, endpoint: 'update' | 'latest', cases: Case[]) => {
    for (const [title, query, code] of cases) {
      const response = await stock.ask(endpoint, { ...stock.base, version: '0.9', ...query });
      expect(response.headers.get('www-authenticate'), title).toBeNull();
      await expectRefusal(response, 400, code, `${endpoint}, ${title}`);
      const [row] = await stock.call('requests.list', { limit: 1 });
      expect(row, title).toMatchObject({
        dialect: 'cryptlex',
        path: `/v3/releases/${endpoint}`,
        status: 400,
        code,
      });
    }
  };

  test('each way to be refused has its answer', async () => {
    const stock = await stocked();
    await walk(stock, 'update', [...shared, ...ofUpdate]);
    await walk(stock, 'latest', shared);
    expect(await stock.call('downloads.list', {}), 'to ask for news is no download').toEqual([]);
  });

  test('a licence that is suspended and expired and of another product is told that it is suspended', async () => {
    const stock = await stocked();
    await stock.call('licenses.suspend', { license: 'EXPIRED-KEY' });
    await expectRefusal(await stock.update('0.9', { key: 'EXPIRED-KEY' }), 400, 'REVOKED_LICENSE');
    await stock.call('licenses.suspend', { license: 'OTHER-KEY' });
    await expectRefusal(await stock.update('0.9', { key: 'OTHER-KEY' }), 400, 'REVOKED_LICENSE');
  });

  test('latest without anything released is a 404, update an empty answer', async () => {
    const { latest, update } = await shop();
    await expectRefusal(await latest(), 404, 'RELEASE_NOT_FOUND');
    const nothing = await update('0.1');
    expect([nothing.status, await nothing.text()]).toEqual([204, '']);
  });
});

describe('what is no endpoint', () => {
  test.each([
    ['GET', '/v3/', 404, 'NOT_FOUND', null],
    ['GET', '/v3/releases/', 404, 'NOT_FOUND', null],
    ['GET', '/v3/releases/update/', 404, 'NOT_FOUND', null],
    ['GET', '/v3/releases/update/more', 404, 'NOT_FOUND', null],
    ['GET', `/v3/releases/${UNKNOWN_ID}/app.zip`, 404, 'NOT_FOUND', null],
    ['PUT', `/v3/releases/${UNKNOWN_ID}/app.zip`, 404, 'NOT_FOUND', null],
    ['GET', '/v3/release-files/a/b', 404, 'NOT_FOUND', null],
    ['GET', '/v3/a/b/c/d', 404, 'NOT_FOUND', null],
    ['PUT', '/v3/a/b/c', 405, 'METHOD_NOT_ALLOWED', 'HEAD, GET'],
    ['POST', '/v3/releases/update', 405, 'METHOD_NOT_ALLOWED', 'HEAD, GET, PATCH, DELETE'],
    ['PUT', '/v3/releases/latest', 405, 'METHOD_NOT_ALLOWED', 'HEAD, GET, PATCH, DELETE'],
    ['PUT', '/v3/releases', 405, 'METHOD_NOT_ALLOWED', 'HEAD, GET, POST'],
    ['GET', `/v3/releases/${UNKNOWN_ID}/publish`, 405, 'METHOD_NOT_ALLOWED', 'POST'],
    ['POST', '/v3/release-files', 405, 'METHOD_NOT_ALLOWED', 'HEAD, GET'],
    ['POST', `/v3/${UNKNOWN_ID}`, 405, 'METHOD_NOT_ALLOWED', 'PUT, HEAD, GET'],
    ['DELETE', `/v3/${UNKNOWN_ID}/app.zip`, 405, 'METHOD_NOT_ALLOWED', 'PUT, HEAD, GET'],
  ])('%s %s is a %i', async (method, path, status, code, allow) => {
    const { request } = await shop();
    const response = await request(path, { method });
    expect(response.headers.get('allow')).toBe(allow);
    await expectRefusal(response, status, code);
  });
});
