import { describe, expect, test } from 'vitest';
import { manualClock } from '../../support/clock.ts';
import { expectRefusal, PRODUCT_ID } from './shop.ts';
import { vendor } from './vendor.ts';

const UNKNOWN_ID = '00000000-0000-4000-8000-00000000dead';

/** Every endpoint of the vendor's, with the scope that it needs. */
const endpoints: [method: string, path: string, scope: 'release' | 'customer', access: 'read' | 'write'][] = [
  ['GET', 'releases', 'release', 'read'],
  ['POST', 'releases', 'release', 'write'],
  ['GET', `releases/${UNKNOWN_ID}`, 'release', 'read'],
  ['PATCH', `releases/${UNKNOWN_ID}`, 'release', 'write'],
  ['DELETE', `releases/${UNKNOWN_ID}`, 'release', 'write'],
  ['POST', `releases/${UNKNOWN_ID}/publish`, 'release', 'write'],
  ['PUT', UNKNOWN_ID, 'release', 'write'],
  ['PUT', `${UNKNOWN_ID}/app.zip`, 'release', 'write'],
  ['GET', 'release-files', 'release', 'read'],
  ['GET', `release-files/${UNKNOWN_ID}`, 'release', 'read'],
  ['DELETE', `release-files/${UNKNOWN_ID}`, 'release', 'write'],
  ['GET', 'personal-access-tokens', 'customer', 'read'],
  ['POST', 'personal-access-tokens', 'customer', 'write'],
  ['GET', `personal-access-tokens/${UNKNOWN_ID}`, 'customer', 'read'],
  ['PATCH', `personal-access-tokens/${UNKNOWN_ID}`, 'customer', 'write'],
  ['DELETE', `personal-access-tokens/${UNKNOWN_ID}`, 'customer', 'write'],
];

describe('who may', () => {
  test('nobody without a good API key, whatever else is wrong', async () => {
    const clock = manualClock();
    const { request, call } = await vendor({ now: clock.now });
    const soon = new Date(clock.now() + 1000).toISOString();
    const expired = await call('apiKeys.create', { name: 'expired', expiresAt: soon });
    const revoked = await call('apiKeys.create', { name: 'revoked' });
    await call('apiKeys.revoke', { id: revoked.id });
    const customer = await call('customers.create', { name: 'Ada' });
    const { token } = await call('customers.createToken', { customer: customer.id });
    clock.advance(1000);
    for (const [method, path] of endpoints)
      for (const Authorization of [
        '',
        'Bearer',
        `Basic ${token}`,
        ...[expired.key, revoked.key, token, 'x'].map((key) => `Bearer ${key}`),
      ]) {
        const response = await request(`/v3/${path}`, {
          method,
          headers: { Authorization },
          ...(method === 'GET' ? {} : { body: 'nonsense' }),
        });
        expect(response.headers.get('www-authenticate')).toBe('Bearer');
        await expectRefusal(response, 401, 'AUTHENTICATION_FAILED', `${method} ${path} ${Authorization}`);
      }
  });

  test('each endpoint asks for its own scope', async () => {
    const { request, keyFor } = await vendor();
    const every = ['release:read', 'release:write', 'customer:read', 'customer:write'] as const;
    for (const [method, path, area, access] of endpoints) {
      const needed = `${area}:${access}` as const;
      const ask = async (key: string) =>
        request(`/v3/${path}`, {
          method,
          headers: { Authorization: `Bearer ${key}` },
          ...(method === 'GET' ? {} : { body: 'nonsense' }),
        });
      const refused = await ask(await keyFor(...every.filter((scope) => scope !== needed)));
      expect(refused.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope"');
      await expectRefusal(refused, 403, 'PERMISSION_DENIED', `${method} ${path}`);
      expect([401, 403], `${method} ${path}`).not.toContain((await ask(await keyFor(needed))).status);
    }
  });

  test('a key that asks too often is told when to ask again', async () => {
    const { send } = await vendor({ rateLimits: true });
    let response = await send('GET', 'releases?limit=1');
    for (let asked = 1; asked <= 300; asked += 1) response = await send('GET', 'releases?limit=1');
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    await expectRefusal(response, 429, 'RATE_LIMIT_EXCEEDED');
  });
});

describe('what a new release is refused for, in order', () => {
  test('each has its answer', async () => {
    const { send, fields, call } = await vendor();
    const body = (changes: Record<string, unknown>) => JSON.stringify(fields(changes));
    const long = (length: number) => 'x'.repeat(length);
    const cases: [body: string, status: number, code: string][] = [
      ['', 400, 'INVALID_REQUEST'],
      ['{', 400, 'INVALID_REQUEST'],
      ['[]', 400, 'INVALID_REQUEST'],
      ['null', 400, 'INVALID_REQUEST'],
      ['{}', 400, 'INVALID_REQUEST'],
      [long(70_000), 413, 'REQUEST_TOO_LARGE'],
      [body({ productId: 42, version: 'x' }), 400, 'INVALID_REQUEST'],
      [body({ productId: undefined }), 400, 'INVALID_REQUEST'],
      [body({ name: '' }), 400, 'INVALID_REQUEST'],
      [body({ name: ' ' }), 400, 'INVALID_REQUEST'],
      [body({ name: long(256) }), 400, 'INVALID_REQUEST'],
      [body({ name: null }), 400, 'INVALID_REQUEST'],
      [body({ version: undefined }), 400, 'INVALID_REQUEST'],
      ...['1', '1.2.3.4.5', 'v1.0', '1.0-beta', '1.', '', `1.${'9'.repeat(17)}`].map(
        (version): [string, number, string] => [
          body({ version, platform: undefined }),
          400,
          'INVALID_RELEASE_VERSION_FORMAT',
        ],
      ),
      [body({ channel: 'x' }), 400, 'INVALID_REQUEST'],
      [body({ channel: '../up' }), 400, 'INVALID_REQUEST'],
      [body({ channel: 'Stable' }), 400, 'INVALID_REQUEST'],
      [body({ platform: undefined }), 400, 'INVALID_REQUEST'],
      [body({ platform: '' }), 400, 'INVALID_REQUEST'],
      [body({ platform: long(257) }), 400, 'INVALID_REQUEST'],
      [body({ private: true }), 400, 'INVALID_REQUEST'],
      [body({ notes: long(20_001) }), 400, 'INVALID_REQUEST'],
      [body({ createdAt: 'today' }), 400, 'INVALID_REQUEST'],
      [body({ productId: UNKNOWN_ID }), 400, 'INVALID_PRODUCT_ID'],
    ];
    for (const [text, status, code] of cases)
      await expectRefusal(await send('POST', 'releases', text), status, code, text.slice(0, 200));
    expect(await call('releases.list', { product: PRODUCT_ID })).toEqual([]);
    expect(await call('branches.list', { product: PRODUCT_ID })).toEqual([]);
  });

  test('a change is refused for the same, after the release is known', async () => {
    const { create, send } = await vendor();
    const { id } = await create();
    await expectRefusal(await send('PATCH', `releases/${UNKNOWN_ID}`, '{'), 404, 'RELEASE_NOT_FOUND');
    await expectRefusal(await send('PATCH', 'releases/42', '{'), 400, 'INVALID_RELEASE_ID');
    for (const [body, code] of [
      ['{', 'INVALID_REQUEST'],
      ['', 'INVALID_REQUEST'],
      ['{"version":"1"}', 'INVALID_RELEASE_VERSION_FORMAT'],
      ['{"name":""}', 'INVALID_REQUEST'],
      ['{"notes":1}', 'INVALID_REQUEST'],
      ['{"private":true}', 'INVALID_REQUEST'],
      ['{"channel":"STABLE"}', 'INVALID_REQUEST'],
      ['{"platforms":["a","b"]}', 'INVALID_REQUEST'],
    ] as const)
      await expectRefusal(await send('PATCH', `releases/${id}`, body), 400, code, body);
  });
});

test('ids that are none, and ids of nothing', async () => {
  const { send } = await vendor();
  for (const [method, path] of endpoints.filter((endpoint) => endpoint[1].includes(UNKNOWN_ID))) {
    const body = method === 'GET' ? undefined : '{}';
    const isToken = path.startsWith('personal');
    const unknown = isToken ? 'NOT_FOUND' : 'RELEASE_NOT_FOUND';
    await expectRefusal(await send(method, path, body), 404, unknown, `${method} ${path}`);
    for (const id of ['42', '%00', `${UNKNOWN_ID}0`, "'"])
      await expectRefusal(
        await send(method, path.replace(UNKNOWN_ID, id), body),
        400,
        isToken ? 'INVALID_REQUEST' : 'INVALID_RELEASE_ID',
        `${method} ${path} ${id}`,
      );
  }
});
