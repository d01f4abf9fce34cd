import { expect, test } from 'vitest';
import { expectRefusal, KEY, NOWHERE, shop } from './shop.ts';

test.each([
  ['check', 'verify'],
  ['heartbeat', 'heartbeat'],
])('of all that is wrong with a %s, the client hears the first in Lukittu’s order', async (_, path) => {
  const { client, request, vendorId, license, setLicense, release, call, product, core, clock, ...rest } =
    await shop({ rateLimits: true });
  const ada = await call('customers.create', { name: 'Ada' });
  await call('branches.create', { product: product.id, name: 'empty' });
  await call('settings.set', { key: 'clientRateLimit', value: 1000 });
  await call('settings.set', { key: 'trustedProxies', value: ['127.0.0.1'] });
  await call('settings.set', { key: 'strictReleases', value: true });
  await release('1.0.0');

  let team = 'no-uuid';
  let address = '10.0.0.1';
  let body: Record<string, unknown> = {};
  const refused = async (...expected: [number, string, string]) => {
    const response = await request(`/api/v1/client/teams/${team}/verification/${path}`, {
      method: 'POST',
      headers: { 'X-Forwarded-For': address, 'CF-IPCountry': 'DE' },
      body: JSON.stringify(body),
    });
    expectRefusal(await client.answer(response), expected);
  };

  await refused(400, 'BAD_REQUEST', 'Invalid team UUID');
  team = NOWHERE;
  await refused(400, 'BAD_REQUEST', 'License key must be a string');
  body = { licenseKey: KEY };
  if (path === 'heartbeat') await refused(400, 'BAD_REQUEST', 'Hardware identifier must be a string');
  body = {
    licenseKey: KEY,
    productId: product.id,
    customerId: NOWHERE,
    branch: 'nowhere',
    version: '9.9.9',
    challenge: 'a-challenge-of-today',
    hardwareIdentifier: 'device-0002',
  };

  await call('settings.set', { key: 'clientRateLimit', value: 1 });
  await request(`/api/v1/client/teams/${team}/verification/${path}`, {
    method: 'POST',
    headers: { 'X-Forwarded-For': address, 'CF-IPCountry': 'DE' },
    body: JSON.stringify(body),
  });
  await refused(429, 'RATE_LIMIT', 'Rate limited');
  await call('settings.set', { key: 'clientRateLimit', value: 1000 });

  await refused(404, 'TEAM_NOT_FOUND', 'Team not found');
  team = vendorId;
  await refused(404, 'LICENSE_NOT_FOUND', 'License not found');
  const { id } = await license({ customers: [ada.id], seats: 1, ipLimit: 1 });
  setLicense(id, { suspended: true, expirationType: 'DATE', expirationDate: clock.now() - 1 });
  const { devices, addresses } = core.store;
  const row = { licenseId: id, forgottenAt: null, lastSeenAt: 0, createdAt: 0, updatedAt: 0 };
  devices.save({ ...row, id: '1', kind: 'hwid', identifier: 'device-0001', name: null });
  addresses.save({ ...row, id: '1', ip: '10.0.0.2' });

  await refused(404, 'RELEASE_NOT_FOUND', 'Branch not found');
  body['branch'] = 'empty';
  await refused(404, 'RELEASE_NOT_FOUND', 'No releases found for this branch');
  delete body['branch'];
  const names = ['10.0.0.0/24', 'DEU', 'device-0002'];
  await call('blacklist.add', { type: 'IP_ADDRESS', value: names[0]! });
  await call('blacklist.add', { type: 'COUNTRY', value: names[1]! });
  await call('blacklist.add', { type: 'HARDWARE_IDENTIFIER', value: names[2]! });
  await refused(403, 'IP_BLACKLISTED', 'IP address is blacklisted');
  await call('blacklist.remove', { entry: names[0]! });
  await refused(403, 'COUNTRY_BLACKLISTED', 'Country is blacklisted');
  await call('blacklist.remove', { entry: names[1]! });
  await refused(403, 'HARDWARE_IDENTIFIER_BLACKLISTED', 'Hardware identifier is blacklisted');
  await call('blacklist.remove', { entry: names[2]! });
  await refused(404, 'CUSTOMER_NOT_FOUND', 'Customer not found');
  body['customerId'] = ada.id;
  body['productId'] = NOWHERE;
  await refused(404, 'PRODUCT_NOT_FOUND', 'Product not found');
  body['productId'] = product.id;
  await refused(404, 'RELEASE_NOT_FOUND', 'Release not found with specified version');
  delete body['version'];
  await refused(404, 'RELEASE_NOT_FOUND', 'Release not found with specified version');
  body['version'] = '1.0.0';
  await refused(403, 'LICENSE_SUSPENDED', 'License suspended');
  setLicense(id, { suspended: false, revoked: true });
  await refused(403, 'LICENSE_SUSPENDED', 'License suspended');
  setLicense(id, { revoked: false });
  await refused(403, 'LICENSE_EXPIRED', 'License expired');
  setLicense(id, { expirationType: 'NEVER', expirationDate: null });
  await refused(403, 'IP_LIMIT_REACHED', 'IP limit reached');
  address = '10.0.0.2';
  await refused(403, 'HWID_LIMIT_REACHED', 'HWID limit reached');
  expect(devices.ofLicense(id)).toHaveLength(1);
  expect(await rest.lastRequest()).toMatchObject({
    code: 'HWID_LIMIT_REACHED',
    reason: 'Every seat of the licence is taken.',
    licenseId: id,
    identifier: 'device-0002',
    address: '10.0.0.2',
  });
  body['hardwareIdentifier'] = 'device-0001';
  const response = await request(`/api/v1/client/teams/${team}/verification/${path}`, {
    method: 'POST',
    headers: { 'X-Forwarded-For': address, 'CF-IPCountry': 'DE' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
});
