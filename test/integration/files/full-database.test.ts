import { expect, test } from 'vitest';
import { fillDatabase } from '../../support/full-database.ts';
import { vendor } from '../cryptlex/vendor.ts';
import { desk } from '../lukittu/desk.ts';
import { DEVICE, expectRefusal } from '../lukittu/shop.ts';
import { expectDevRefusal } from '../lukittu/workshop.ts';

const FULL: Parameters<typeof expectRefusal>[1] = [507, 'INTERNAL_SERVER_ERROR', 'Storage is full'];

test('a device that needs a seat is told of the full disk, and one that has a seat goes on', async () => {
  const at = await desk();
  const license = await at.license({ seats: 2, ipLimit: 2 });
  await at.verify({ hardwareIdentifier: DEVICE });
  const disk = fillDatabase(at);
  at.clock.advance(120_000); // what is known of a device is written again once a minute
  const before = at.core.store.devices.ofLicense(license.id);

  expectRefusal(await at.verify({ hardwareIdentifier: 'device-0002' }), FULL);
  expectRefusal(await at.heartbeat({ hardwareIdentifier: 'device-0002' }), FULL);
  expect((await at.verify({ hardwareIdentifier: DEVICE })).status).toBe(200);
  expect((await at.heartbeat()).status).toBe(200);
  expect(at.core.store.devices.ofLicense(license.id)).toEqual(before);

  disk.free();
  expect((await at.verify({ hardwareIdentifier: 'device-0002' })).status).toBe(200);
  expect(at.core.store.devices.ofLicense(license.id)).toHaveLength(2);
});

test('a duration does not start where its start cannot be kept', async () => {
  const at = await desk();
  const { id } = await at.license({
    ...{ expirationType: 'DURATION', expirationStart: 'ACTIVATION', expirationDays: 3 },
  });
  const disk = fillDatabase(at);
  expectRefusal(await at.verify(), FULL);
  expect(at.core.store.licenses.byId(id)?.expirationDate).toBeNull();
  disk.free();
  expect((await at.verify()).status).toBe(200);
  expect(at.core.store.licenses.byId(id)?.expirationDate).not.toBeNull();
});

test('who is on the blacklist stays refused when the hit cannot be counted', async () => {
  const at = await desk();
  await at.license();
  const { id } = await at.call('blacklist.add', { type: 'IP_ADDRESS', value: '127.0.0.1' });
  fillDatabase(at);
  expectRefusal(await at.verify(), [403, 'IP_BLACKLISTED', 'IP address is blacklisted']);
  expect(at.core.store.blacklist.byId(id)?.hits).toBe(0);
});

test('the vendor reads on and is told what was not written, over the API and in the window', async () => {
  const at = await desk();
  const disk = fillDatabase(at);
  const customer = { username: 'ada', email: null, fullName: null, metadata: [] };
  const content = { content: 'bytes', name: 'app.zip' };

  expect((await at.ask('GET', '/customers')).status).toBe(200);
  expectDevRefusal(await at.ask('POST', '/customers', customer), FULL);
  expectDevRefusal(await at.create(at.data(), content), FULL);
  await expect(at.release('1.0.0')).rejects.toThrow('disk_full');
  expect(at.stored()).toEqual([]);
  expect(at.incoming()).toEqual([]);
  await expect(at.license()).rejects.toThrow(
    'disk_full: The disk that holds the data folder is full. Nothing was changed',
  );

  disk.free();
  expect((await at.ask('GET', '/customers')).json.data).toMatchObject({ totalResults: 0 });
  expect((await at.ask('POST', '/customers', customer)).status).toBe(201);
  expect((await at.create(at.data(), content)).status).toBe(201);
});

test('an upload of Cryptlex leaves the release the file it had', async () => {
  const at = await vendor();
  const { id } = await at.create();
  await at.upload(id, 'old', 'old.zip');
  const before = at.stored();
  const disk = fillDatabase(at);
  const answer = await at.send('PUT', `${id}/new.zip`, undefined, { body: 'new' });
  expect([answer.status, await answer.json()]).toMatchObject([507, { code: 'DISK_FULL' }]);
  expect([at.stored(), at.incoming()]).toEqual([before, []]);
  expect((await at.show(id)).filename).toBe('old.zip');
  disk.free();
  expect((await at.send('PUT', `${id}/new.zip`, undefined, { body: 'new' })).status).toBe(200);
});

test('a device that has its seat downloads on', async () => {
  const at = await desk();
  await at.license({ seats: 1 });
  await at.release('1.0.0');
  await at.download();
  fillDatabase(at);
  at.clock.advance(120_000);
  expect((await at.download()).content.toString()).toBe('bytes of 1.0.0');
  expectRefusal(await at.refusedDownload({ hardwareIdentifier: 'device-0002' }), [
    403,
    'HWID_LIMIT_REACHED',
    'HWID limit reached',
  ]);
});
