import { describe, expect, test } from 'vitest';
import { newSession } from '../../support/lukittu-client.ts';
import { ask, DEVICE, expectRefusal, KEY, NOWHERE, shop } from './shop.ts';

const limited: [number, string, string] = [429, 'RATE_LIMIT', 'Rate limited'];

describe('a session key', () => {
  test('is good for one download, however it is spelt, and even where no rate is limited', async () => {
    const { client, product, license, release, request, lastDownload } = await shop({ rateLimits: false });
    await license();
    await release('1.0.0');
    const session = newSession(client.publicKey);
    const first = await request(client.classloaderPath(ask(product.id), session));
    await first.arrayBuffer();
    expect(first.status).toBe(200);
    for (const sessionKey of [
      session.sessionKey,
      session.sessionKey.toUpperCase(),
      `${session.sessionKey}zz`,
    ]) {
      const again = await client.refusedDownload(ask(product.id), { ...session, sessionKey });
      expectRefusal(again, limited);
      expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(890);
      expect(Number(again.headers.get('retry-after'))).toBeLessThanOrEqual(900);
    }
    await expect.poll(lastDownload).toMatchObject({ refusal: 'session_key_reused', identifier: DEVICE });
  });

  test('is used up by a refused download too', async () => {
    const { client, product, license, release } = await shop();
    const session = newSession(client.publicKey);
    const refused = await client.refusedDownload(ask(product.id), session);
    expect(refused.json.result.code).toBe('LICENSE_NOT_FOUND');
    await license();
    await release('1.0.0');
    expectRefusal(await client.refusedDownload(ask(product.id), session), limited);
  });

  test('serves one of many that come at once', async () => {
    const { client, product, license, release, request } = await shop();
    await license();
    await release('1.0.0');
    const path = client.classloaderPath(ask(product.id), newSession(client.publicKey));
    const statuses = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const response = await request(path);
        await response.arrayBuffer();
        return response.status;
      }),
    );
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 429, 429, 429, 429, 429, 429, 429]);
  });

  test.each([
    ['another vendor’s', (key: string) => key.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))],
    ['a base64 one', (key: string) => Buffer.from(key, 'hex').toString('base64')],
    ['half a one', (key: string) => key.slice(0, 256)],
  ])('that is %s cannot be decrypted', async (_, change) => {
    const { client, product } = await shop();
    const { secret, sessionKey } = newSession(client.publicKey);
    const session = { secret, sessionKey: change(sessionKey) };
    expectRefusal(await client.refusedDownload(ask(product.id), session), [
      400,
      'INVALID_SESSION_KEY',
      'Invalid session key',
    ]);
  });

  test('of no bytes counts as none', async () => {
    const { client, product } = await shop();
    const session = newSession(client.publicKey, Buffer.alloc(0));
    expectRefusal(await client.refusedDownload(ask(product.id), session), [
      400,
      'INVALID_SESSION_KEY',
      'Invalid session key',
    ]);
  });
});

describe('the limit of an address', () => {
  test('is thirty checks and thirty downloads a minute, apart from each other', async () => {
    const { verify, refusedDownload, client } = await shop({ rateLimits: true });
    for (let count = 0; count < 30; count += 1) expect((await verify()).status).toBe(404);
    const refused = await verify();
    expectRefusal(refused, limited);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect((await client.verify({})).status).toBe(400);
    const keys = Array.from({ length: 31 }, (_, index) =>
      KEY.replace('A', String.fromCharCode(65 + (index % 26))),
    );
    for (const licenseKey of keys.slice(0, 30))
      expect((await refusedDownload({ licenseKey })).status).toBe(404);
    expectRefusal(await refusedDownload({ licenseKey: keys[30] }), limited);
  });

  test('follows the setting at once', async () => {
    const { verify, call } = await shop({ rateLimits: true });
    await call('settings.set', { key: 'clientRateLimit', value: 2 });
    const statuses = [];
    for (let count = 0; count < 3; count += 1) statuses.push((await verify()).status);
    expect(statuses).toEqual([404, 404, 429]);
    await call('settings.set', { key: 'clientRateLimit', value: 100 });
    expect((await verify()).status).toBe(404);
  });

  test('comes before the question which team it is', async () => {
    const { client, call, request, vendorId } = await shop({ rateLimits: true });
    await call('settings.set', { key: 'clientRateLimit', value: 1 });
    const at = async () =>
      client.answer(
        await request(`${client.base.replace(vendorId, NOWHERE)}/verify`, {
          method: 'POST',
          body: JSON.stringify({ licenseKey: KEY }),
        }),
      );
    expectRefusal(await at(), [404, 'TEAM_NOT_FOUND', 'Team not found']);
    expectRefusal(await at(), limited);
  });
});

test('one licence key makes thirty downloads a minute, from wherever', async () => {
  const { refusedDownload, call } = await shop({ rateLimits: true });
  await call('settings.set', { key: 'clientRateLimit', value: 1000 });
  for (let count = 0; count < 30; count += 1)
    expect((await refusedDownload()).json.result.code).toBe('LICENSE_NOT_FOUND');
  expectRefusal(await refusedDownload(), limited);
  expect((await refusedDownload({ licenseKey: KEY.replace('A', 'Z') })).status).toBe(404);
});

describe('an address that is exempt', () => {
  test('is held back by no limit, alone or as one of a range', async () => {
    const { client, call } = await shop({ rateLimits: true });
    await call('settings.set', { key: 'trustedProxies', value: ['127.0.0.1'] });
    await call('settings.set', { key: 'clientRateLimit', value: 1 });
    await call('settings.set', { key: 'rateLimitExempt', value: ['10.0.0.0/8', '2001:db8::/32'] });
    const body = { licenseKey: KEY, hardwareIdentifier: DEVICE };
    const statuses = async (address: string) => {
      const from = { 'X-Forwarded-For': address };
      const codes = [];
      for (const send of [client.verify, client.heartbeat, client.verify, client.heartbeat])
        codes.push((await send(body, from)).status);
      return codes;
    };
    for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '2001:db8::7'])
      expect(await statuses(address), address).toEqual([404, 404, 404, 404]);
    for (const address of ['11.1.2.3', '2001:db9::7'])
      expect(await statuses(address), address).toEqual([404, 404, 429, 429]);
    await call('settings.set', { key: 'rateLimitExempt', value: [] });
    expect(await statuses('10.1.2.3')).toEqual([404, 404, 429, 429]);
  });

  test('may download with one licence key as often as it likes', async () => {
    const { refusedDownload, call } = await shop({ rateLimits: true });
    await call('settings.set', { key: 'rateLimitExempt', value: ['127.0.0.1'] });
    for (let count = 0; count < 32; count += 1) expect((await refusedDownload()).status).toBe(404);
    await call('settings.set', { key: 'rateLimitExempt', value: [] });
    expect((await refusedDownload()).status).toBe(404);
  });
});

test('heartbeats are counted apart from checks', async () => {
  const { verify, heartbeat, call } = await shop({ rateLimits: true });
  await call('settings.set', { key: 'clientRateLimit', value: 1 });
  expect((await verify()).status).toBe(404);
  expect((await heartbeat()).status).toBe(404);
  const refused = await heartbeat();
  expectRefusal(refused, limited);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expectRefusal(await verify(), limited);
});
