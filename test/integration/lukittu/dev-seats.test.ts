import { describe, expect, test } from 'vitest';
import { counter, dataOf } from './counter.ts';
import { KEY, NOWHERE } from './shop.ts';
import { expectDevRefusal } from './workshop.ts';

const AT = '2026-06-01T12:00:00.000Z';
const MINUTE = 60_000;

type Hwid = { id: string; hwid: string; status: string; forgottenAt: string | null; lastSeenAt: string };
type Hwids = { hwids: Hwid[]; totalResults: number; hasNextPage: boolean };
type Address = { id: string; ip: string; status: string };

/** A licence that two computers use, from one address. */
async function inUse(seats = 2) {
  const opened = await counter();
  const { id } = await opened.license({ seats, ipLimit: 1 });
  const use = async (hardwareIdentifier: string) =>
    (await opened.client.verify({ licenseKey: KEY, hardwareIdentifier })).json.result.code;
  await use('device-0001');
  opened.clock.advance(MINUTE);
  await use('device-0002');
  return {
    ...opened,
    id,
    use,
    hwids: async (query: Record<string, string> = {}) =>
      dataOf<Hwids>(await opened.seats(`${id}/hwid`, query)),
    addresses: async (query: Record<string, string> = {}) =>
      dataOf<{ ipAddresses: Address[]; totalResults: number }>(await opened.seats(`${id}/ip-address`, query)),
  };
}

describe('the hardware identifiers of a licence', () => {
  test('are shown with every field, the last seen first', async () => {
    const { seats, id, vendorId, core } = await inUse();
    const [second, first] = core.store.devices.ofLicense(id);
    const row = (deviceId: string, hwid: string, at: string) =>
      `{"id":"${deviceId}","hwid":"${hwid}","forgotten":false,"forgottenAt":null,"licenseId":"${id}","teamId":"${vendorId}","lastSeenAt":"${at}","createdAt":"${at}","updatedAt":"${at}","status":"active","identifier":"${hwid}"}`;
    const later = AT.replace('12:00', '12:01');
    expect((await seats(`${id}/hwid`)).text).toBe(
      `{"data":{"hwids":[${row(second!.id, 'device-0002', later)},${row(first!.id, 'device-0001', AT)}],"totalResults":2,"hasNextPage":false},"result":{"details":"Hardware identifiers retrieved successfully","timestamp":"${later}","valid":true}}`,
    );
  });

  test('are in use, not seen for longer than the time-out, or forgotten', async () => {
    const { hwids, patch, id, clock, call } = await inUse();
    const [second, first] = (await hwids()).hwids;
    const states = async () => (await hwids({ showForgotten: 'true' })).hwids.map(({ status }) => status);
    await call('settings.set', { key: 'hwidTimeout', value: 10 });
    clock.advance(10 * MINUTE);
    expect(await states()).toEqual(['active', 'inactive']);
    clock.advance(MINUTE - 1);
    expect(await states()).toEqual(['active', 'inactive']);
    clock.advance(1);
    expect(await states()).toEqual(['inactive', 'inactive']);
    clock.jump(-400 * 24 * 60 * MINUTE);
    expect(await states()).toEqual(['inactive', 'inactive']); // seen while the clock was ahead
    await patch(`${id}/hwid/${second!.id}`, { forgotten: true });
    expect(await states()).toEqual(['forgotten', 'inactive']);
    expect((await hwids()).hwids.map((row) => row.id)).toEqual([first!.id]);
    for (const showForgotten of ['1', 'TRUE', 'false'])
      expect((await hwids({ showForgotten })).totalResults).toBe(1);
  });

  test('come in pages, and the order falls back', async () => {
    const { hwids, use } = await inUse(100);
    for (let count = 3; count <= 12; count += 1) await use(`device-${String(count).padStart(4, '0')}`);
    const shape = async (query: Record<string, string>) => {
      const page = await hwids(query);
      return [page.hwids.length, page.hasNextPage, page.totalResults];
    };
    expect(await shape({ pageSize: '10' })).toEqual([10, true, 12]);
    expect(await shape({ pageSize: '10', page: '2' })).toEqual([2, false, 12]);
    expect(await shape({ pageSize: '11', page: '0', sortColumn: 'hwid' })).toEqual([12, false, 12]);
    const first = async (query: Record<string, string>) => (await hwids(query)).hwids[0]?.hwid;
    expect(await first({ sortColumn: 'createdAt', sortDirection: 'asc' })).toBe('device-0001');
    expect(await first({ sortDirection: 'asc' })).toBe('device-0001');
  });

  test('are those of Lukittu only: what LicenseDock activated is neither listed nor forgotten here', async () => {
    const { hwids, call, id, patch } = await inUse(3);
    const device = await call('licenses.activate', { license: id, identifier: 'shop.example' });
    expect((await hwids()).totalResults).toBe(2);
    expectDevRefusal(await patch(`${id}/hwid/${device.id}`, { forgotten: true }), [
      404,
      'LICENSE_NOT_FOUND',
      'Hardware identifier not found',
    ]);
  });

  test('are forgotten and remembered, even where every seat is taken by then', async () => {
    const { hwids, patch, id, use, clock } = await inUse();
    const [second] = (await hwids()).hwids;
    expect(await use('device-0003')).toBe('HWID_LIMIT_REACHED');
    const forgotten = await patch(`${id}/hwid/${second!.id}`, { forgotten: true });
    expect(forgotten.json.result.details).toBe('Hardware identifier forgotten successfully');
    const at = new Date(clock.now()).toISOString();
    const gone = dataOf<Hwid>(forgotten);
    expect(gone).toEqual({ ...second, forgotten: true, forgottenAt: at, updatedAt: at, status: 'forgotten' });
    clock.advance(MINUTE);
    expect(dataOf<Hwid>(await patch(`${id}/hwid/${second!.id}`, { forgotten: true })).forgottenAt).toBe(at);
    expect(await use('device-0003')).toBe('VALID');
    const back = await patch(`${id}/hwid/${second!.id}`, { forgotten: false });
    expect(back.json.result.details).toBe('Hardware identifier remembered successfully');
    expect(dataOf<Hwid>(back)).toMatchObject({
      forgottenAt: null,
      status: 'active',
      lastSeenAt: second!.lastSeenAt,
    });
    expect((await hwids()).totalResults).toBe(3); // of two seats
    for (const device of ['device-0001', 'device-0002', 'device-0003'])
      expect(await use(device)).toBe('VALID');
    expect(await use('device-0004')).toBe('HWID_LIMIT_REACHED');
  });
});

describe('the IP addresses of a licence', () => {
  test('are shown with every field', async () => {
    const { seats, id, vendorId, core } = await inUse();
    const address = core.store.addresses.find(id, '127.0.0.1')!;
    const at = AT.replace('12:00', '12:01');
    expect((await seats(`${id}/ip-address`)).text).toBe(
      `{"data":{"ipAddresses":[{"id":"${address.id}","ip":"127.0.0.1","forgotten":false,"forgottenAt":null,"lastSeenAt":"${at}","country":null,"licenseId":"${id}","teamId":"${vendorId}","createdAt":"${AT}","updatedAt":"${at}","alpha2":null,"alpha3":null,"status":"active","address":"127.0.0.1"}],"totalResults":1,"hasNextPage":false},"result":{"details":"IP addresses retrieved successfully","timestamp":"${at}","valid":true}}`,
    );
  });

  test('are forgotten and remembered', async () => {
    const { addresses, patch, id, call, clock } = await inUse();
    const [here] = (await addresses()).ipAddresses;
    const gone = await patch(`${id}/ip-address/${here!.id}`, { forgotten: true, more: 1 });
    expect(gone.json.result.details).toBe('IP address forgotten successfully');
    expect(dataOf<Address>(gone).status).toBe('forgotten');
    expect((await addresses()).totalResults).toBe(0);
    expect((await addresses({ showForgotten: 'true' })).totalResults).toBe(1);
    const back = await patch(`${id}/ip-address/${here!.id}`, { forgotten: false });
    expect(back.json.result.details).toBe('IP address remembered successfully');
    expect(dataOf<Address>(back).status).toBe('active');
    await call('settings.set', { key: 'ipTimeout', value: 1 });
    clock.advance(2 * MINUTE);
    expect((await addresses()).ipAddresses[0]?.status).toBe('inactive');
  });
});

describe.each([
  ['hwid', 'hwidId', 'Hardware identifier not found'],
  ['ip-address', 'ipId', 'IP address not found'],
])('a change of %s', (path, parameter, missing) => {
  test('is refused in this order', async () => {
    const { patch, id, json, send, base, license, core } = await inUse();
    const headers = {};
    const keyless = (below: string, method = 'PATCH') => send(`${base}/id/${below}`, { method, headers });
    const bad = (details: string) => [400, 'BAD_REQUEST', details] as [number, string, string];
    expectDevRefusal(await keyless(`x/${path}/y`), bad('Invalid licenseId'));
    expectDevRefusal(await keyless(`${id}/${path}/y`), bad(`Invalid ${parameter}`));
    expectDevRefusal(await keyless(`x/${path}`, 'GET'), bad('Invalid licenseId'));
    for (const [below, method] of [
      [`${id}/${path}/${NOWHERE}`, 'PATCH'],
      [`${id}/${path}`, 'GET'],
    ] as const)
      expectDevRefusal(await keyless(below, method), [401, 'UNAUTHORIZED', 'Invalid API key']);
    const nowhere = `${NOWHERE}/${path}/${NOWHERE}`;
    expectDevRefusal(await json('PATCH', `/id/${nowhere}`, '{"forgotten"'), bad('Invalid JSON body'));
    for (const body of [{}, { forgotten: null }, { forgotten: 'true' }, { forgotten: 1 }, [], 'null', '5'])
      expectDevRefusal(await patch(nowhere, body), bad('Invalid forgotten value, must be boolean'));
    const refusal = (details: string) => [404, 'LICENSE_NOT_FOUND', details] as [number, string, string];
    expectDevRefusal(await patch(nowhere, { forgotten: true }), refusal('License not found'));
    expectDevRefusal(await patch(`${id}/${path}/${NOWHERE}`, { forgotten: true }), refusal(missing));
    const other = await license({ key: 'OTHER-AAAAA-AAAAA-AAAAA-AAAAA' });
    const [device] = core.store.devices.ofLicense(id);
    const { id: address } = core.store.addresses.find(id, '127.0.0.1')!;
    const row = path === 'hwid' ? device!.id : address;
    expectDevRefusal(await patch(`${other.id}/${path}/${row}`, { forgotten: true }), refusal(missing));
    const unknown = await send(`${base}/id/${NOWHERE}/${path}`);
    expectDevRefusal(unknown, refusal('License not found'));
  });
});
