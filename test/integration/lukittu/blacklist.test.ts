import { describe, expect, test } from 'vitest';
import type { Input } from '../../../shared/contract.ts';
import { newSession } from '../../support/lukittu-client.ts';
import { ask, DEVICE, expectRefusal, KEY, shop } from './shop.ts';

type Type = Input<'blacklist.add'>['type'];
const badAddress: [number, string, string] = [403, 'IP_BLACKLISTED', 'IP address is blacklisted'];
const badCountry: [number, string, string] = [403, 'COUNTRY_BLACKLISTED', 'Country is blacklisted'];
const badDevice: [number, string, string] = [
  403,
  'HARDWARE_IDENTIFIER_BLACKLISTED',
  'Hardware identifier is blacklisted',
];

/** A shop behind a proxy that it trusts, with a licence and a release. */
async function guarded() {
  const server = await shop();
  await server.call('settings.set', { key: 'trustedProxies', value: ['127.0.0.1'] });
  const { id } = await server.license();
  await server.release('1.0.0');
  const body = { licenseKey: KEY, hardwareIdentifier: DEVICE };
  return {
    ...server,
    licenseId: id,
    list: (type: Type, value: string) => server.call('blacklist.add', { type, value }),
    hits: async (entry: string) => {
      const { rows } = await server.call('blacklist.list', {});
      return rows.find(({ id: one, value }) => one === entry || value === entry)?.hits;
    },
    /** Each way in which a client can come, from an address. */
    ways: (address: string, headers: Record<string, string> = {}) => {
      const from = { 'X-Forwarded-For': address, ...headers };
      return [
        () => server.client.verify(body, from),
        () => server.client.heartbeat(body, from),
        () =>
          server.client.refusedDownload(ask(server.product.id), newSession(server.client.publicKey), from),
      ];
    },
  };
}

describe('the blacklist', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7', '192.0.2.8'],
    ['192.0.2.0/24', '192.0.2.255', '192.0.3.0'],
    ['::ffff:192.0.2.7', '192.0.2.7', '192.0.2.6'],
    ['192.0.2.7', '::ffff:192.0.2.7', '::ffff:192.0.2.8'],
    ['192.0.2.0/25', '::ffff:192.0.2.127', '::ffff:192.0.2.128'],
    ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1', '2001:db8::2'],
    ['2001:db8::/33', '2001:db8:7fff::1', '2001:db8:8000::1'],
  ])('of %s refuses %s and not %s', async (value, refused, granted) => {
    const { list, ways, hits } = await guarded();
    const { id } = await list('IP_ADDRESS', value);
    for (const way of ways(refused)) expectRefusal(await way(), badAddress);
    expect(await hits(id)).toBe(3);
    for (const way of ways(granted).slice(0, 2)) expect((await way()).status).toBe(200);
    expect(await hits(id)).toBe(3);
  });

  test('refuses a device in each way, and the log says why', async () => {
    const { list, ways, hits, lastRequest, lastDownload, call, licenseId } = await guarded();
    const { id } = await list('HARDWARE_IDENTIFIER', DEVICE);
    for (const way of ways('10.0.0.1')) expectRefusal(await way(), badDevice);
    expect(await hits(id)).toBe(3);
    expect(await lastRequest()).toMatchObject({
      reason: 'The hardware identifier is on the blacklist.',
      licenseId,
    });
    await expect.poll(lastDownload).toMatchObject({ refusal: 'device_blacklisted', licenseId });
    await call('blacklist.remove', { entry: id });
    for (const way of ways('10.0.0.1').slice(0, 2)) expect((await way()).status).toBe(200);
  });

  test('asks for address, country and device in this order, and counts only the first', async () => {
    const { list, ways, hits, call } = await guarded();
    await list('HARDWARE_IDENTIFIER', DEVICE);
    await list('COUNTRY', 'DEU');
    await list('IP_ADDRESS', '10.0.0.0/8');
    await list('IP_ADDRESS', '10.0.0.1');
    const german = { 'CF-IPCountry': 'DE' };
    for (const way of ways('10.0.0.1', german)) expectRefusal(await way(), badAddress);
    await call('blacklist.remove', { entry: '10.0.0.1' });
    for (const way of ways('10.0.0.1', german)) expectRefusal(await way(), badAddress);
    expect(await hits('10.0.0.0/8')).toBe(3);
    await call('blacklist.remove', { entry: '10.0.0.0/8' });
    for (const way of ways('10.0.0.1', german)) expectRefusal(await way(), badCountry);
    for (const way of ways('10.0.0.1')) expectRefusal(await way(), badDevice);
    expect([await hits('DEU'), await hits(DEVICE)]).toEqual([3, 3]);
  });

  test('believes the country of trusted proxies only', async () => {
    const { list, ways, hits, call } = await guarded();
    await list('COUNTRY', 'DEU');
    const [verify] = ways('10.0.0.1', { 'CF-IPCountry': 'DE' });
    expectRefusal(await verify!(), badCountry);
    await call('settings.set', { key: 'trustedProxies', value: ['192.0.2.1'] });
    expect((await verify!()).status).toBe(200);
    await call('settings.set', { key: 'trustedProxies', value: ['127.0.0.1'] });
    for (const code of ['FR', 'XX', 'T1', 'Germany'])
      expect((await ways('10.0.0.1', { 'CF-IPCountry': code })[0]!()).status, code).toBe(200);
    expect(await hits('DEU')).toBe(1);
  });

  test('tells a stranger nothing, and does not count him', async () => {
    const { list, hits, client } = await guarded();
    await list('HARDWARE_IDENTIFIER', DEVICE);
    const stranger = { licenseKey: KEY.replace('A', 'Z'), hardwareIdentifier: DEVICE };
    expectRefusal(await client.verify(stranger), [404, 'LICENSE_NOT_FOUND', 'License not found']);
    expect(await hits(DEVICE)).toBe(0);
  });

  test('counts fifty hits that come at once', async () => {
    const { list, ways, hits, clock, call } = await guarded();
    await list('IP_ADDRESS', '10.0.0.0/8');
    clock.advance(5_000);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => ways(`10.0.0.${index}`)[index % 2]!()),
    );
    for (const answer of answers) expectRefusal(answer, badAddress);
    expect(await hits('10.0.0.0/8')).toBe(50);
    const { rows } = await call('blacklist.list', {});
    expect(rows[0]!.updatedAt).toBe('2026-06-01T12:00:05.000Z');
  });

  test('takes no seat and no place of what it refuses', async () => {
    const { list, ways, core, licenseId } = await guarded();
    await list('IP_ADDRESS', '10.0.0.1');
    for (const way of ways('10.0.0.1')) expect((await way()).status).toBe(403);
    expect(core.store.devices.ofLicense(licenseId)).toEqual([]);
    expect(core.store.addresses.find(licenseId, '10.0.0.1')).toBeUndefined();
  });
});

describe('in the other dialects the blacklist', () => {
  const from = (address: string, country = 'FR') => ({
    headers: { 'X-Forwarded-For': address, 'CF-IPCountry': country },
  });

  test('refuses addresses and countries of Cryptlex clients', async () => {
    const { list, request, release, product, hits } = await guarded();
    const { file } = await release('1.1.0');
    await list('IP_ADDRESS', '10.0.0.0/8');
    await list('COUNTRY', 'DEU');
    const query = new URLSearchParams({ productId: product.id, platform: 'any', key: KEY, version: '1.0.0' });
    // `update` and `latest` say with 400 what a download says with 403.
    for (const [path, status] of [
      [`/v3/releases/update?${query}`, 400],
      [`/v3/releases/latest?${query}`, 400],
      [`/v3/${file.id}?key=${KEY}`, 403],
    ] as const) {
      const byAddress = await request(path, from('10.0.0.1'));
      expect([byAddress.status, await byAddress.json()], path).toEqual([
        status,
        { message: 'The address is not allowed.', code: 'IP_ADDRESS_NOT_ALLOWED' },
      ]);
      const byCountry = await request(path, from('192.0.2.1', 'DE'));
      expect([byCountry.status, await byCountry.json()], path).toMatchObject([
        status,
        { code: 'COUNTRY_NOT_ALLOWED' },
      ]);
      expect((await request(path, from('192.0.2.1'))).status, path).toBe(200);
      const stranger = await request(path.replace(KEY, 'UNKNOWN'), from('10.0.0.1'));
      expect(await stranger.json(), path).toMatchObject({ code: 'INVALID_LICENSE_KEY' });
    }
    expect([await hits('10.0.0.0/8'), await hits('DEU')]).toEqual([3, 3]);
  });

  test('counts one hit of a token whose customer has many licences', async () => {
    const { list, request, release, call, product, hits } = await guarded();
    const { file } = await release('1.1.0');
    await call('customers.create', { name: 'Ada' });
    for (let count = 0; count < 3; count += 1)
      await call('licenses.create', { products: [product.id], customers: ['Ada'] });
    const { token } = await call('customers.createToken', { customer: 'Ada' });
    await list('IP_ADDRESS', '10.0.0.1');
    const response = await request(`/v3/${file.id}`, {
      headers: { ...from('10.0.0.1').headers, Authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(403);
    expect(await hits('10.0.0.1')).toBe(1);
  });

  test('refuses addresses and countries of those who read the feeds', async () => {
    const { list, request, product, hits } = await guarded();
    await list('IP_ADDRESS', '10.0.0.0/8');
    await list('COUNTRY', 'DEU');
    const path = `/feeds/${product.number}/stable/feed.json?key=${KEY}`;
    expect((await request(path, from('10.0.0.1'))).status).toBe(403);
    expect((await request(path, from('192.0.2.1', 'DE'))).status).toBe(403);
    expect((await request(path, from('192.0.2.1'))).status).toBe(200);
    expect([await hits('10.0.0.0/8'), await hits('DEU')]).toEqual([1, 1]);
  });

  test('refuses addresses and countries of LicenseDock clients', async () => {
    const { list, request, product, hits } = await guarded();
    await list('IP_ADDRESS', '10.0.0.0/8');
    await list('COUNTRY', 'DEU');
    const base = '/api/index.php/v1/licensedock';
    const post = (endpoint: string) => (init: RequestInit) =>
      request(`${base}/licenses/${endpoint}`, {
        ...init,
        method: 'POST',
        body: JSON.stringify({ license_key: KEY, identifier: 'example.org' }),
      });
    const sends = {
      activate: post('activate'),
      validate: post('validate'),
      download: (init: RequestInit) =>
        request(`${base}/downloads/${product.number}?license_key=${KEY}`, init),
      deactivate: post('deactivate'),
    };
    for (const [name, send] of Object.entries(sends)) {
      for (const init of [from('10.0.0.1'), from('192.0.2.1', 'DE')]) {
        const response = await send(init);
        expect([response.status, await response.json()], name).toMatchObject([
          403,
          { error: { code: 'LICENSE_INACTIVE' } },
        ]);
      }
      expect((await send(from('192.0.2.1'))).status, name).toBe(200);
    }
    expect([await hits('10.0.0.0/8'), await hits('DEU')]).toEqual([4, 4]);
  });
});
