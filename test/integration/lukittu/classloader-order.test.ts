import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newSession, type QueryFields, type Session } from '../../support/lukittu-client.ts';
import { DEVICE, expectRefusal, KEY, NOWHERE, shop } from './shop.ts';

test('of all that is wrong with a download, the client hears the first in Lukittu’s order', async () => {
  const {
    client,
    request,
    vendorId,
    license,
    setLicense,
    release,
    call,
    product,
    core,
    clock,
    folder,
    lastDownload,
  } = await shop();
  const ada = await call('customers.create', { name: 'Ada' });
  const foreign = await call('products.create', { name: 'Foreign' });
  await call('branches.create', { product: product.id, name: 'empty' });
  await call('settings.set', { key: 'trustedProxies', value: ['127.0.0.1'] });
  const stranger = await license({ key: KEY.replace('A', 'Z') });
  await release('0.1.0', { status: 'ARCHIVED', latest: false });
  await release('0.2.0', { status: 'DRAFT', latest: false });
  await release('0.3.0', { licenses: [stranger.id] });

  let team = 'no-uuid';
  let address = '10.0.0.1';
  let session: Session = { secret: Buffer.alloc(0), sessionKey: 'not-in-hexadecimal' };
  let query: QueryFields = {};
  const send = () =>
    request(client.classloaderPath(query, session).replace(vendorId, team), {
      headers: { 'X-Forwarded-For': address, 'CF-IPCountry': 'DE' },
    });
  const refused = async (...expected: [number, string, string]) => {
    expectRefusal(await client.answer(await send()), expected);
    if (session.secret.length > 0) session = newSession(client.publicKey);
  };

  await refused(400, 'BAD_REQUEST', 'Invalid team UUID');
  team = NOWHERE;
  await refused(400, 'BAD_REQUEST', 'License key must be a string');
  query = {
    licenseKey: KEY,
    productId: NOWHERE,
    customerId: NOWHERE,
    hardwareIdentifier: 'device-0002',
    branch: 'nowhere',
    version: '9.9.9',
  };
  await refused(404, 'TEAM_NOT_FOUND', 'Team not found');
  team = vendorId;
  await refused(400, 'INVALID_SESSION_KEY', 'Invalid session key');
  session = newSession(client.publicKey);
  await refused(404, 'LICENSE_NOT_FOUND', 'License not found');

  const { id } = await license({ customers: [ada.id], seats: 1, ipLimit: 1 });
  setLicense(id, { suspended: true, expirationType: 'DATE', expirationDate: clock.now() - 1 });
  const row = { licenseId: id, forgottenAt: null, lastSeenAt: 0, createdAt: 0, updatedAt: 0 };
  core.store.devices.save({ ...row, id: '1', kind: 'hwid', identifier: DEVICE, name: null });
  core.store.addresses.save({ ...row, id: '1', ip: '10.0.0.2' });

  await refused(404, 'PRODUCT_NOT_FOUND', 'Product not found');
  query['productId'] = foreign.id;
  await refused(404, 'PRODUCT_NOT_FOUND', 'Product not found');
  query['productId'] = product.id;
  await refused(404, 'RELEASE_NOT_FOUND', 'Branch not found');
  query['branch'] = 'empty';
  await refused(404, 'RELEASE_NOT_FOUND', 'No releases found for this branch');
  delete query['branch'];
  await refused(404, 'RELEASE_NOT_FOUND', 'Release not found');
  delete query['version'];
  await refused(404, 'RELEASE_NOT_FOUND', 'Release not found');
  query['version'] = '0.1.0';
  await refused(403, 'RELEASE_ARCHIVED', 'Release is archived');
  query['version'] = '0.2.0';
  await refused(403, 'RELEASE_DRAFT', 'Release is draft');
  query['version'] = '0.3.0';
  await refused(403, 'NO_ACCESS_TO_RELEASE', 'License does not have access to this release');
  const { file } = await release('1.0.0');
  query['version'] = '1.0.0';
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
  query['customerId'] = ada.id;
  await refused(403, 'LICENSE_SUSPENDED', 'License suspended');
  setLicense(id, { suspended: false, revoked: true });
  await refused(403, 'LICENSE_SUSPENDED', 'License suspended');
  setLicense(id, { revoked: false });
  await refused(403, 'LICENSE_EXPIRED', 'License expired');
  setLicense(id, { expirationType: 'NEVER', expirationDate: null });
  await refused(403, 'IP_LIMIT_REACHED', 'IP limit reached');
  address = '10.0.0.2';
  await refused(403, 'HWID_LIMIT_REACHED', 'HWID limit reached');
  query['hardwareIdentifier'] = DEVICE;
  rmSync(join(folder, 'files', file.sha256.slice(0, 2), file.sha256));
  await refused(404, 'RELEASE_NOT_FOUND', 'File not found');

  const rows = await call('downloads.list', { limit: 100 });
  expect(rows).toHaveLength(24);
  expect(rows.every((each) => each.outcome === 'refused' && each.bytesSent === 0)).toBe(true);
  expect(await lastDownload()).toMatchObject({ refusal: 'file_missing', licenseId: id, version: '1.0.0' });
  expect(rows[2]).toMatchObject({
    refusal: 'address_limit_reached',
    address: '10.0.0.1',
    identifier: 'device-0002',
  });
});
