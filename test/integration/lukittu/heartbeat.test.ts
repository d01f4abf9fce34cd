import { describe, expect, test } from 'vitest';
import { isSigned } from '../../support/lukittu-client.ts';
import { DEVICE, expectRefusal, KEY, shop } from './shop.ts';

const MINUTE = 60_000;
const noSeat: [number, string, string] = [403, 'HWID_LIMIT_REACHED', 'HWID limit reached'];

describe('a heartbeat', () => {
  test('of a good licence is answered in compact JSON, with its challenge signed', async () => {
    const { heartbeat, license, client, lastRequest } = await shop();
    const { id } = await license();
    expect((await heartbeat()).text).toBe(
      '{"data":null,"result":{"timestamp":"2026-06-01T12:00:00.000Z","valid":true,"details":"License heartbeat successful","code":"VALID"}}',
    );
    const challenge = 'a-challenge-of-today';
    const { result } = (await heartbeat({ challenge })).json;
    expect(isSigned(client.publicKey, challenge, result.challengeResponse!)).toBe(true);
    expect(await lastRequest()).toMatchObject({
      path: '/api/v1/client/teams/:teamId/verification/heartbeat',
      licenseId: id,
      identifier: DEVICE,
    });
  });

  test('must say whose heart beats, by the old name if need be', async () => {
    const { client, license } = await shop();
    await license();
    const body = { licenseKey: KEY };
    for (const hardwareIdentifier of [undefined, null, ''])
      expectRefusal(await client.heartbeat({ ...body, hardwareIdentifier }), [
        400,
        'BAD_REQUEST',
        'Hardware identifier must be a string',
      ]);
    expect((await client.heartbeat({ ...body, deviceIdentifier: DEVICE })).status).toBe(200);
  });

  test('takes a seat like a check, and keeps it for as long as it goes on', async () => {
    const { heartbeat, verify, license, call, clock } = await shop();
    await license({ seats: 1 });
    await call('settings.set', { key: 'hwidTimeout', value: 10 });
    expect((await heartbeat()).status).toBe(200);
    for (let round = 0; round < 3; round += 1) {
      clock.advance(10 * MINUTE);
      expectRefusal(await heartbeat({ hardwareIdentifier: 'device-0002' }), noSeat);
      expectRefusal(await verify({ hardwareIdentifier: 'device-0002' }), noSeat);
      expect((await heartbeat()).status).toBe(200);
    }
    clock.advance(10 * MINUTE + 1);
    expect((await heartbeat({ hardwareIdentifier: 'device-0002' })).status).toBe(200);
    expectRefusal(await heartbeat(), noSeat);
  });

  test('counts its address until that is timed out', async () => {
    const { client, license, call, clock } = await shop();
    await call('settings.set', { key: 'trustedProxies', value: ['127.0.0.1'] });
    await call('settings.set', { key: 'ipTimeout', value: 5 });
    await license({ ipLimit: 1 });
    const from = (address: string) =>
      client.heartbeat({ licenseKey: KEY, hardwareIdentifier: DEVICE }, { 'X-Forwarded-For': address });
    expect((await from('10.0.0.1')).status).toBe(200);
    clock.advance(5 * MINUTE);
    expectRefusal(await from('10.0.0.2'), [403, 'IP_LIMIT_REACHED', 'IP limit reached']);
    clock.advance(1);
    expect((await from('10.0.0.2')).status).toBe(200);
  });

  test('brings a forgotten device back where there is a seat', async () => {
    const { heartbeat, license, call } = await shop();
    await license({ seats: 1 });
    await heartbeat();
    const [device] = await call('devices.list', { license: KEY });
    await call('devices.forget', { license: KEY, device: device!.id });
    expect((await heartbeat()).status).toBe(200);
    expect(await call('devices.list', { license: KEY })).toMatchObject([
      { id: device!.id, forgottenAt: null },
    ]);
  });

  test.each([
    ['strictProducts', 'PRODUCT_NOT_FOUND', 'Product not found'],
    ['strictCustomers', 'CUSTOMER_NOT_FOUND', 'Customer not found'],
    ['strictReleases', 'RELEASE_NOT_FOUND', 'Release not found with specified version'],
  ])('is held to %s', async (key, code, details) => {
    const { heartbeat, license, release, call, product } = await shop();
    const ada = await call('customers.create', { name: 'Ada' });
    await license({ customers: [ada.id] });
    await release('1.0.0');
    const asked = { productId: product.id, customerId: ada.id, version: '1.0.0' };
    const left =
      key === 'strictProducts' ? 'productId' : key === 'strictCustomers' ? 'customerId' : 'version';
    const { [left]: _, ...less } = asked;
    expect((await heartbeat(less)).status).toBe(200);
    await call('settings.set', { key, value: true });
    expectRefusal(await heartbeat(less), [404, code, details]);
    expect((await heartbeat(asked)).status).toBe(200);
  });
});
