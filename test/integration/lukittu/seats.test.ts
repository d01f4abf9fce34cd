import { describe, expect, test } from 'vitest';
import { DEVICE, expectRefusal, KEY, shop } from './shop.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const noSeat: [number, string, string] = [403, 'HWID_LIMIT_REACHED', 'HWID limit reached'];
const noAddress: [number, string, string] = [403, 'IP_LIMIT_REACHED', 'IP limit reached'];

describe('seats', () => {
  test('a hundred devices at once take exactly the fifty seats there are', async () => {
    const { verify, license, call } = await shop();
    await license({ seats: 50 });
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => verify({ hardwareIdentifier: `device-number-${index}` })),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(50);
    expect(answers.filter((answer) => answer.json.result.code === 'HWID_LIMIT_REACHED')).toHaveLength(50);
    expect(await call('devices.list', { license: KEY })).toHaveLength(50);
  });

  test('are one pool for checks and downloads', async () => {
    const { verify, license, release, refusedDownload, download } = await shop();
    await license({ seats: 1 });
    await release('1.0.0');
    await verify({ hardwareIdentifier: DEVICE });
    expectRefusal(await refusedDownload({ hardwareIdentifier: 'device-0002' }), noSeat);
    expect((await download({ hardwareIdentifier: DEVICE })).content.toString()).toBe('bytes of 1.0.0');
  });

  test('come back when a device is forgotten, and the device may come again', async () => {
    const { verify, license, call } = await shop();
    await license({ seats: 1 });
    await verify({ hardwareIdentifier: DEVICE });
    expectRefusal(await verify({ hardwareIdentifier: 'device-0002' }), noSeat);
    const [device] = await call('devices.list', { license: KEY });
    await call('devices.forget', { license: KEY, device: device!.id });
    expect((await verify({ hardwareIdentifier: 'device-0002' })).status).toBe(200);
    expectRefusal(await verify({ hardwareIdentifier: DEVICE }), noSeat);
  });

  test('come back when a device was not seen for as long as the time-out', async () => {
    const { verify, license, call, clock } = await shop();
    await license({ seats: 1 });
    await call('settings.set', { key: 'hwidTimeout', value: 10 });
    await verify({ hardwareIdentifier: DEVICE });
    clock.advance(10 * MINUTE);
    expectRefusal(await verify({ hardwareIdentifier: 'device-0002' }), noSeat);
    clock.advance(1);
    expect((await verify({ hardwareIdentifier: 'device-0002' })).status).toBe(200);
    expectRefusal(await verify({ hardwareIdentifier: DEVICE }), noSeat);
  });

  test('stay with a device that is seen again and again within a short time-out', async () => {
    const { verify, license, call, clock } = await shop();
    await license({ seats: 1 });
    await call('settings.set', { key: 'hwidTimeout', value: 1 });
    for (let round = 0; round < 4; round += 1) {
      expect((await verify({ hardwareIdentifier: DEVICE })).status).toBe(200);
      clock.advance(50_000);
      expectRefusal(await verify({ hardwareIdentifier: 'device-0002' }), noSeat);
    }
  });

  test('a refused device is remembered nowhere', async () => {
    const { verify, license, call } = await shop();
    const { id } = await license({ seats: 1, ipLimit: 1 });
    await verify({ hardwareIdentifier: DEVICE });
    const before = await call('licenses.show', { license: id });
    await verify({ hardwareIdentifier: 'device-0002' });
    expect(await call('licenses.show', { license: id })).toEqual(before);
  });
});

describe('addresses', () => {
  const from = async (address: string, server: Awaited<ReturnType<typeof shop>>) =>
    server.client.answer(
      await server.request(`${server.client.base}/verify`, {
        method: 'POST',
        headers: { 'X-Forwarded-For': address },
        body: JSON.stringify({ licenseKey: KEY }),
      }),
    );

  test('are counted against the IP limit until their time-out', async () => {
    const server = await shop();
    await server.call('settings.set', { key: 'trustedProxies', value: ['127.0.0.0/8'] });
    await server.call('settings.set', { key: 'ipTimeout', value: 5 });
    await server.license({ ipLimit: 2 });
    expect((await from('10.0.0.1', server)).status).toBe(200);
    expect((await from('10.0.0.2', server)).status).toBe(200);
    expectRefusal(await from('10.0.0.3', server), noAddress);
    expect((await from('10.0.0.1', server)).status).toBe(200);
    server.clock.advance(5 * MINUTE + 1);
    expect((await from('10.0.0.3', server)).status).toBe(200);
  });

  test('are the socket’s own unless a proxy is trusted', async () => {
    const server = await shop();
    await server.license({ ipLimit: 1 });
    expect((await from('10.0.0.1', server)).status).toBe(200);
    expect((await from('10.0.0.2', server)).status).toBe(200);
    expect((await server.lastRequest()).address).toBe('127.0.0.1');
  });
});

describe('an expiry', () => {
  test('of a number of days from the first use begins with the first use that succeeds', async () => {
    const { verify, license, clock, setLicense, call } = await shop();
    const { id } = await license({
      expirationType: 'DURATION',
      expirationStart: 'ACTIVATION',
      expirationDays: 2,
    });
    setLicense(id, { suspended: true });
    await verify();
    expect((await call('licenses.show', { license: id })).expirationDate).toBeNull();
    setLicense(id, { suspended: false });
    clock.advance(100 * DAY);
    expect((await verify()).status).toBe(200);
    clock.advance(2 * DAY);
    expect((await verify()).status).toBe(200);
    clock.advance(1);
    expectRefusal(await verify(), [403, 'LICENSE_EXPIRED', 'License expired']);
  });

  test('of a number of days from creation runs from the beginning', async () => {
    const { verify, license, clock } = await shop();
    await license({ expirationType: 'DURATION', expirationStart: 'CREATION', expirationDays: 1 });
    clock.advance(DAY);
    expect((await verify()).status).toBe(200);
    clock.advance(1);
    expectRefusal(await verify(), [403, 'LICENSE_EXPIRED', 'License expired']);
  });

  test('on a date includes its last moment', async () => {
    const { verify, license, clock } = await shop();
    const expirationDate = new Date(clock.now() + 1000).toISOString();
    await license({ expirationType: 'DATE', expirationDate });
    clock.advance(1000);
    expect((await verify()).status).toBe(200);
    clock.advance(1);
    expectRefusal(await verify(), [403, 'LICENSE_EXPIRED', 'License expired']);
  });
});
