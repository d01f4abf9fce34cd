import { describe, expect, test } from 'vitest';
import { manualClock } from '../../support/server.ts';
import { dataOf, expectRefusal, KEY, shop } from './shop.ts';
import { soon } from '../../support/soon.ts';

const LIMITED = 'LIMITED-KEY';

/** The shop with a second licence of so many seats. */
async function limited(seats: number, more: Record<string, unknown> = {}) {
  const clock = manualClock();
  const server = await shop({ now: clock.now });
  const license = await server.call('licenses.create', {
    key: LIMITED,
    products: [server.product.id],
    seats,
    ...more,
  });
  const activate = (identifier: string, fields: Record<string, unknown> = {}) =>
    server.ask('activate', { license_key: LIMITED, identifier, ...fields });
  return { ...server, clock, license, activate };
}

describe('an activation', () => {
  test('is answered with exactly the fields of LicenseDock, in its order', async () => {
    const expirationDate = '2027-03-20T03:21:26.500Z';
    const { activate } = await limited(5, {
      expirationType: 'DATE',
      expirationDate,
      metadata: [{ key: 'plan', value: 'Developer', locked: false }],
    });
    const response = await activate('https://www.Example.com/path', { name: 'Production Site' });
    expect(await response.text()).toBe(
      '{"data":{"status":"active","license_key":"LIMITED-KEY","product":"My Extension","plan":"Developer",' +
        '"activation_type":"domain","activation_limit":5,"activations_used":1,' +
        '"expires_at":"2027-03-20T03:21:26Z","identifier":"example.com"}}',
    );
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  test('says 0 for no limit, and null for what the licence does not have', async () => {
    const { ask, call } = await shop();
    await call('licenses.create', { key: 'BARE-KEY' });
    expect(await dataOf(await ask('activate', { license_key: 'BARE-KEY', identifier: 'a.example' }))).toEqual(
      {
        status: 'active',
        license_key: 'BARE-KEY',
        product: null,
        plan: null,
        activation_type: 'domain',
        activation_limit: 0,
        activations_used: 1,
        expires_at: null,
        identifier: 'a.example',
      },
    );
  });

  test('of the same identifier again, however it is spelled, is the same answer and no new seat', async () => {
    const { activate, call } = await limited(1);
    const first = await (await activate('example.com')).text();
    for (const same of ['example.com', 'https://WWW.example.com:8080/x?y', ' example.com. '])
      expect(await (await activate(same)).text()).toBe(first);
    expect(await call('devices.list', { license: LIMITED })).toHaveLength(1);
  });

  test('keeps the name, and takes a new one at once', async () => {
    const { activate, call } = await limited(1);
    const name = async () => (await call('devices.list', { license: LIMITED }))[0]!.name;
    await activate('example.com', { name: ' Old ' });
    expect(await name()).toBe('Old');
    await activate('example.com', { name: '  ' });
    expect(await name()).toBe('Old');
    await activate('example.com', { name: 'New' });
    expect(await name()).toBe('New');
  });

  test('lets a download through that names the identifier', async () => {
    const { release, download, ask } = await shop();
    await release('1.0');
    const path = `42?license_key=${KEY}&identifier=example.com`;
    await expectRefusal(await download(path), 403, 'ACTIVATION_NOT_FOUND');
    await ask('activate', { license_key: KEY, identifier: 'www.example.com' });
    expect((await download(path)).status).toBe(200);
  });

  test('starts a duration that starts with the first use, and tells its end', async () => {
    const { activate } = await limited(1, {
      expirationType: 'DURATION',
      expirationStart: 'ACTIVATION',
      expirationDays: 10,
    });
    expect(await dataOf(await activate('example.com'))).toMatchObject({ expires_at: '2026-06-11T12:00:00Z' });
  });

  test.each([
    ['seat', 'User@Example.com', 'user@example.com', 'USER@example.com', true],
    ['device', 'MacBook-Pro-ABC123', 'MacBook-Pro-ABC123', 'macbook-pro-abc123', false],
    ['instance', 'prod-api-01', 'prod-api-01', 'PROD-api-01', false],
  ] as const)('of a %s is stored in its normal form', async (identifierType, sent, stored, other, same) => {
    const { activate } = await limited(5, { identifierType });
    expect(await dataOf(await activate(sent))).toMatchObject({
      activation_type: identifierType,
      identifier: stored,
    });
    expect(await dataOf(await activate(other))).toMatchObject({ activations_used: same ? 1 : 2 });
  });

  test('is a row of the request log, with the licence, the product and what was sent', async () => {
    const { activate, call, license, product } = await limited(1);
    await activate('https://www.Example.com/');
    await activate('other.example');
    await soon(async () =>
      expect(await call('requests.list', { limit: 2 })).toMatchObject([
        { status: 403, code: 'ACTIVATION_LIMIT_REACHED', licenseId: license.id, identifier: 'other.example' },
        {
          method: 'POST',
          path: '/api/index.php/v1/licensedock/licenses/activate',
          status: 200,
          code: null,
          licenseId: license.id,
          productId: product.id,
          identifier: 'https://www.Example.com/',
          address: '127.0.0.1',
        },
      ]),
    );
  });
});

describe('the limit', () => {
  test('refuses the identifier after the last seat, and says how many there are', async () => {
    const { activate } = await limited(2);
    await activate('a.example');
    await activate('b.example');
    const response = await activate('c.example');
    expect(response.status).toBe(403);
    expect(await response.text()).toBe(
      '{"error":{"code":"ACTIVATION_LIMIT_REACHED","message":"Activation limit reached.",' +
        '"activation_limit":2,"activations_used":2}}',
    );
    expect((await activate('a.example')).status).toBe(200);
  });

  test('is one with the devices of every other dialect', async () => {
    const { activate, request, vendorId, call, product } = await limited(1);
    const key = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE';
    await call('licenses.create', { key, products: [product.id], seats: 2 });
    const verified = await request(`/api/v1/client/teams/${vendorId}/verification/verify`, {
      method: 'POST',
      body: JSON.stringify({ licenseKey: key, hardwareIdentifier: 'device-number-1' }),
    });
    expect(verified.status).toBe(200);
    const first = await activate('a.example', { license_key: key });
    expect(await dataOf(first)).toMatchObject({ activations_used: 2 });
    const second = await activate('b.example', { license_key: key });
    await expect(second.json()).resolves.toMatchObject({
      error: { code: 'ACTIVATION_LIMIT_REACHED', activation_limit: 2, activations_used: 2 },
    });
  });

  test('holds when a hundred identifiers come at once', async () => {
    const { activate, call } = await limited(20);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => activate(`site-${index}.example`)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(80);
    expect(await call('devices.list', { license: LIMITED })).toHaveLength(20);
  });
});

describe('a refusal', () => {
  test('comes in the order of the checks', async () => {
    const { activate, call, clock, ask } = await limited(1, {
      expirationType: 'DATE',
      expirationDate: '2026-06-01T12:00:01Z',
    });
    await call('products.create', { name: 'Other', number: 7 });
    await expectRefusal(await ask('activate', {}), 400, 'INVALID_REQUEST');
    await expectRefusal(await activate('', { license_key: 'NOPE' }), 400, 'INVALID_REQUEST');
    await expectRefusal(await activate('x', { license_key: 'NOPE' }), 403, 'LICENSE_NOT_FOUND');
    await expectRefusal(
      await activate('x', { license_key: LIMITED.toLowerCase() }),
      403,
      'LICENSE_NOT_FOUND',
    );
    await expectRefusal(await activate('x', { product_id: 7 }), 403, 'PRODUCT_MISMATCH');
    await expectRefusal(await activate('x', { product_id: '999' }), 403, 'PRODUCT_MISMATCH');
    await expectRefusal(await activate('http://'), 400, 'INVALID_REQUEST');
    clock.advance(1001);
    await expectRefusal(await activate('x', { product_id: 7 }), 403, 'LICENSE_EXPIRED');
    await call('licenses.suspend', { license: LIMITED });
    await expectRefusal(await activate('x'), 403, 'LICENSE_INACTIVE');
    await call('licenses.revoke', { license: LIMITED });
    await expectRefusal(await activate('x'), 403, 'LICENSE_INACTIVE');
    expect(await call('devices.list', { license: LIMITED })).toEqual([]);
  });

  test('does not let the id of a licence stand for its key', async () => {
    const { ask, license } = await shop();
    await expectRefusal(
      await ask('activate', { license_key: license.id, identifier: 'x' }),
      403,
      'LICENSE_NOT_FOUND',
    );
  });
});
