import { expect, test } from 'vitest';
import { countedSpan } from '../../../src-main/domain/last-seen.ts';
import { testServer } from '../../support/server.ts';

const NOWHERE = '00000000-0000-4000-8000-000000000000';

test('an expiry is stated with its type, or not at all', async () => {
  const { call, dispatch } = await testServer();
  const { id } = await call('licenses.create', {
    expirationType: 'DATE',
    expirationDate: '2099-01-01T00:00:00Z',
  });
  for (const expiry of [
    { expirationDays: 5 },
    { expirationStart: 'CREATION' },
    { expirationDate: '2100-01-01T00:00:00Z' },
    { expirationType: 'DURATION', expirationDays: 5 },
    { expirationType: 'NEVER', expirationDays: 5 },
  ])
    expect(await dispatch('licenses.update', { license: id, ...expiry }, 'local')).toMatchObject({
      ok: false,
      error: { code: 'invalid_input' },
    });
  expect(await call('licenses.update', { license: id, releasesUntil: '2098-01-01T00:00:00Z' })).toMatchObject(
    {
      ...{ expirationDate: '2099-01-01T00:00:00.000Z', releasesUntil: '2098-01-01T00:00:00.000Z' },
    },
  );
});

test('devices of every kind are listed page by page, the last seen first', async () => {
  const { call, core } = await testServer();
  const { id: license } = await call('licenses.create', {});
  const now = Date.now();
  for (let index = 0; index < 230; index += 1) {
    const times = { lastSeenAt: now + index, createdAt: now, updatedAt: now };
    const id = NOWHERE.replace(/.{3}$/, String(index).padStart(3, '0'));
    const kind = index % 2 === 0 ? 'hwid' : 'domain';
    const device = { identifier: `device-${index}`, name: null, forgottenAt: index === 0 ? now : null };
    core.store.devices.save({ id, licenseId: license, kind, ...device, ...times });
  }
  const page = async (limit?: number, offset?: number) =>
    (await call('devices.list', { license, limit, offset })).map(({ identifier }) => identifier);
  expect(await page(2)).toEqual(['device-229', 'device-228']);
  expect(await page(2, 228)).toEqual(['device-1', 'device-0']);
  expect(await page()).toHaveLength(100);
  expect(await page(2, 230)).toEqual([]);
});

test('addresses are listed the last seen first, and forgotten and remembered one by one', async () => {
  const { call, core, dispatch } = await testServer();
  const { id: license } = await call('licenses.create', { ipLimit: 1 });
  const now = Date.now();
  for (const [index, ip] of ['10.0.0.1', '10.0.0.2', '::1'].entries()) {
    const times = { lastSeenAt: now + index, createdAt: now, updatedAt: now };
    const id = NOWHERE.replace(/.$/, String(index));
    core.store.addresses.save({ id, licenseId: license, ip, forgottenAt: null, ...times });
  }
  const ips = async (limit?: number, offset?: number) =>
    (await call('addresses.list', { license, limit, offset })).map(({ ip }) => ip);
  expect(await ips()).toEqual(['::1', '10.0.0.2', '10.0.0.1']);
  expect(await ips(1)).toEqual(['::1']);
  expect(await ips(1, 1)).toEqual(['10.0.0.2']);
  expect(await ips(1, 3)).toEqual([]);
  const [last] = await call('addresses.list', { license });
  const forgotten = await call('addresses.forget', { license, address: last!.id });
  expect(forgotten).toEqual({ ...last, forgottenAt: expect.any(String) });
  expect(core.store.addresses.taken(license, countedSpan(null, 0))).toBe(2);
  expect(await call('addresses.remember', { license, address: last!.id })).toEqual(last);
  const other = await call('licenses.create', {});
  for (const channel of ['addresses.forget', 'addresses.remember'])
    expect(await dispatch(channel, { license: other.id, address: last!.id }, 'local')).toMatchObject({
      ok: false,
      error: { code: 'address_not_found' },
    });
});
