import { describe, expect, test } from 'vitest';
import { manualClock } from '../../support/server.ts';
import { expectRefusal, KEY, PRODUCT_ID, shop } from './shop.ts';
import { soon } from '../../support/soon.ts';

describe('what is sent', () => {
  test('the file, under its name and with its length, for a key', async () => {
    const { release, download } = await shop();
    const { file } = await release('2.2', { fileName: 'MyApp.zip' });
    const response = await download(`${file.id}?key=${KEY}`);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-length': '12',
      'content-disposition': 'attachment; filename="MyApp.zip"',
      etag: `"${file.sha256}"`,
      'accept-ranges': 'bytes',
    });
    expect(await response.text()).toBe('bytes of 2.2');
  });

  test.each([
    ['app.jar', 'application/java-archive'],
    ['app.tar.gz', 'application/gzip'],
    ['notes.txt', 'text/plain'],
    ['app', 'application/octet-stream'],
    ['app.unheardof', 'application/octet-stream'],
  ])('%s is %s', async (fileName, type) => {
    const { release, download } = await shop();
    const { file } = await release('1.0', { fileName });
    expect((await download(`${file.id}?key=${KEY}`)).headers.get('content-type')).toBe(type);
  });

  test('HEAD tells the same without the bytes', async () => {
    const { release, download, call } = await shop();
    const { file } = await release('1.0');
    const response = await download(`${file.id}?key=${KEY}`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(response.headers.get('content-length')).toBe('12');
    await soon(async () => {
      expect(await call('downloads.list', {})).toMatchObject([
        { outcome: 'checked', bytesSent: 0, size: 12 },
      ]);
    });
  });

  test('a duration that begins with the first use begins with a download, not with a HEAD', async () => {
    const { release, download, call } = await shop();
    const { file } = await release('1.0');
    const trial = await call('licenses.create', {
      products: [PRODUCT_ID],
      expirationType: 'DURATION',
      expirationStart: 'ACTIVATION',
      expirationDays: 14,
    });
    const expiry = async () => (await call('licenses.show', { license: trial.id })).expirationDate;
    expect((await download(`${file.id}?key=${trial.key}`, { method: 'HEAD' })).status).toBe(200);
    expect(await expiry()).toBeNull();
    expect((await download(`${file.id}?key=${trial.key}`)).status).toBe(200);
    expect(await expiry()).not.toBeNull();
  });

  test('a range, to go on with', async () => {
    const { release, download } = await shop();
    const { file } = await release('1.0');
    const response = await download(`${file.id}?key=${KEY}`, { headers: { Range: 'bytes=9-' } });
    expect([response.status, await response.text()]).toEqual([206, '1.0']);
    expect(response.headers.get('content-range')).toBe('bytes 9-11/12');
  });
});

describe('how it is asked for', () => {
  test('by id, by id and name, with an account before it, by the id of the release, in capitals', async () => {
    const { release, download, vendorId } = await shop();
    const { id, file } = await release('1.0', { fileName: 'My App (1).zip' });
    const name = encodeURIComponent('My App (1).zip');
    for (const path of [
      file.id,
      `${file.id}/${name}`,
      `${vendorId}/${file.id}/${name}`,
      `any-account/${file.id}/${name}`,
      id,
      `${id}/${name}`,
      file.id.toUpperCase(),
    ]) {
      const response = await download(`${path}?key=${KEY}`);
      expect([path, response.status, await response.text()]).toEqual([path, 200, 'bytes of 1.0']);
    }
  });

  test('the id of a release is enough for its file for any platform, or with the name of one', async () => {
    const { release, download, publish } = await shop();
    const { id } = await release('1.0', { platform: 'windows', fileName: 'app.exe' });
    await publish('linux bytes', {
      product: PRODUCT_ID,
      version: '1.0',
      platform: 'linux',
      fileName: 'app.tgz',
    });
    await expectRefusal(await download(`${id}?key=${KEY}`), 404, 'RELEASE_NOT_FOUND');
    expect(await (await download(`${id}/app.tgz?key=${KEY}`)).text()).toBe('linux bytes');
    await publish('any bytes', { product: PRODUCT_ID, version: '1.0', fileName: 'app.zip' });
    expect(await (await download(`${id}?key=${KEY}`)).text()).toBe('any bytes');
    expect(await (await download(`${id}/app.exe?key=${KEY}`)).text()).toBe('bytes of 1.0');
  });

  test('a name that two platforms share does not choose between them', async () => {
    const { release, download } = await shop();
    const { id } = await release('1.0', { platform: 'windows', fileName: 'app.zip' });
    await release('1.0', { platform: 'linux', fileName: 'app.zip' });
    await expectRefusal(await download(`${id}/app.zip?key=${KEY}`), 404, 'RELEASE_NOT_FOUND');
  });

  test('a deprecated release still downloads by its id, a reserved one for its licences', async () => {
    const { release, download, call } = await shop();
    const old = await release('1.0', { status: 'DEPRECATED' });
    const reserved = await release('2.0', { licenses: [KEY] });
    expect((await download(`${old.file.id}?key=${KEY}`)).status).toBe(200);
    expect((await download(`${reserved.file.id}?key=${KEY}`)).status).toBe(200);
    await call('licenses.create', { key: 'ANOTHER', products: [PRODUCT_ID] });
    await expectRefusal(
      await download(`${reserved.file.id}?key=ANOTHER`),
      403,
      'RELEASE_VERSION_NOT_ALLOWED',
    );
  });
});

describe('access tokens', () => {
  test('any usable licence of the customer for the product will do', async () => {
    const { release, download, call, lastRow } = await shop();
    const other = await call('products.create', { name: 'Other' });
    const { file } = await release('1.0');
    const customer = await call('customers.create', { name: 'Ada' });
    const { token } = await call('customers.createToken', { customer: customer.id });
    const headers = { Authorization: `bearer ${token}` };
    const customers = [customer.id];
    const furthest = async (status: number, code: string, refusal: string) => {
      await expectRefusal(await download(file.id, { headers }), status, code);
      expect(await lastRow()).toMatchObject({ refusal, customerName: 'Ada' });
    };

    await furthest(403, 'INVALID_PRODUCT_ID', 'product_not_licensed');
    await call('licenses.create', { key: 'OF-OTHER', customers, products: [other.id] });
    await furthest(403, 'INVALID_PRODUCT_ID', 'product_not_licensed');
    await call('licenses.create', { key: 'REVOKED', customers, products: [PRODUCT_ID] });
    await call('licenses.revoke', { license: 'REVOKED' });
    await furthest(403, 'REVOKED_LICENSE', 'license_revoked');
    const good = await call('licenses.create', { key: 'GOOD', customers, products: [PRODUCT_ID] });
    const response = await download(file.id, { headers });
    expect([response.status, await response.text()]).toEqual([200, 'bytes of 1.0']);
    await soon(async () => {
      expect(await lastRow()).toMatchObject({
        outcome: 'delivered',
        licenseId: good.id,
        customerId: customer.id,
      });
    });
    await call('licenses.suspend', { license: 'GOOD' });
    await furthest(403, 'REVOKED_LICENSE', 'license_revoked');
  });

  test('an expired licence came further than a suspended one, one kept from the release further still', async () => {
    const clock = manualClock();
    const { release, download, call } = await shop({ now: clock.now });
    const customer = await call('customers.create', { name: 'Ada' });
    const { token } = await call('customers.createToken', { customer: customer.id });
    const headers = { Authorization: `Bearer ${token}` };
    const holding = { customers: [customer.id], products: [PRODUCT_ID] };
    const { file } = await release('1.0', { licenses: [KEY] });
    const expirationDate = new Date(clock.now() + 1000).toISOString();

    await call('licenses.create', { key: 'SUSPENDED', ...holding });
    await call('licenses.suspend', { license: 'SUSPENDED' });
    await call('licenses.create', { key: 'DATED', ...holding, expirationType: 'DATE', expirationDate });
    clock.advance(1000);
    await expectRefusal(await download(file.id, { headers }), 403, 'RELEASE_VERSION_NOT_ALLOWED');
    clock.advance(1);
    await expectRefusal(await download(file.id, { headers }), 403, 'LICENSE_EXPIRED');
  });

  test('a token is good until its expiry', async () => {
    const clock = manualClock();
    const { release, download, call } = await shop({ now: clock.now });
    const { file } = await release('1.0');
    const customer = await call('customers.create', { name: 'Ada' });
    await call('licenses.create', { customers: [customer.id], products: [PRODUCT_ID] });
    const { token } = await call('customers.createToken', {
      customer: customer.id,
      expiresAt: new Date(clock.now() + 60_000).toISOString(),
    });
    const headers = { Authorization: `Bearer ${token}` };
    clock.advance(59_999);
    expect((await download(file.id, { headers })).status).toBe(200);
    clock.advance(1);
    await expectRefusal(await download(file.id, { headers }), 401, 'AUTHENTICATION_FAILED');
  });

  test('a key beside a token is what counts', async () => {
    const { release, download } = await shop();
    const { file } = await release('1.0');
    const headers = { Authorization: `Bearer ${'0'.repeat(64)}` };
    expect((await download(`${file.id}?key=${KEY}`, { headers })).status).toBe(200);
    await expectRefusal(await download(`${file.id}?key=`, { headers }), 401, 'AUTHENTICATION_FAILED');
  });

  test.each(['Basic dXNlcjpwYXNz', 'Bearer', 'Bearer ', 'nonsense'])(
    '%j is no credential',
    async (Authorization) => {
      const { release, download } = await shop();
      const { file } = await release('1.0');
      await expectRefusal(
        await download(file.id, { headers: { Authorization } }),
        401,
        'AUTHENTICATION_FAILED',
      );
    },
  );
});

test('a download is one row with everything about it, and starts a duration that begins with use', async () => {
  const clock = manualClock();
  const { release, download, call, lastRow, product } = await shop({ now: clock.now });
  const customer = await call('customers.create', { name: 'Ada' });
  const license = await call('licenses.create', {
    key: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE',
    products: [product.id],
    customers: [customer.id],
    expirationType: 'DURATION',
    expirationStart: 'ACTIVATION',
    expirationDays: 1,
  });
  const { id, file } = await release('1.0');
  await (await download(`${file.id}?key=${license.key}`, { headers: { 'User-Agent': 'curl/8.5.0' } })).text();
  await soon(async () => {
    expect(await lastRow()).toMatchObject({
      dialect: 'cryptlex',
      outcome: 'delivered',
      refusal: null,
      status: 200,
      bytesSent: 12,
      size: 12,
      customerId: customer.id,
      customerName: 'Ada',
      productId: product.id,
      productName: 'MyApp',
      licenseId: license.id,
      licenseHint: 'AAAAA…EEEEE',
      releaseId: id,
      fileName: 'app.zip',
      version: '1.0',
      address: '127.0.0.1',
      identifier: null,
      userAgent: 'curl/8.5.0',
      startedAt: '2026-06-01T12:00:00.000Z',
    });
  });
  expect(await call('licenses.show', { license: license.id })).toMatchObject({
    expirationDate: '2026-06-02T12:00:00.000Z',
    lastActiveAt: '2026-06-01T12:00:00.000Z',
  });
  expect(await call('requests.list', {})).toEqual([]);
});
