import { describe, expect, test } from 'vitest';
import { isSigned } from '../../support/lukittu-client.ts';
import { DEVICE, expectRefusal, KEY, shop } from './shop.ts';

describe('a good licence', () => {
  test('is answered in compact JSON with the fields in their order', async () => {
    const { verify, license } = await shop();
    await license();
    const answer = await verify();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.text).toBe(
      '{"data":null,"result":{"timestamp":"2026-06-01T12:00:00.000Z","valid":true,"details":"License is valid","code":"VALID"}}',
    );
  });

  test('has its challenge signed with the key of the vendor', async () => {
    const { verify, license, client } = await shop();
    await license();
    const challenge = 'a-challenge-of-today-ü';
    const { result } = (await verify({ challenge })).json;
    expect(Object.keys(result)).toEqual(['timestamp', 'valid', 'details', 'code', 'challengeResponse']);
    expect(result.challengeResponse).toMatch(/^[0-9a-f]{512}$/);
    expect(isSigned(client.publicKey, challenge, result.challengeResponse!)).toBe(true);
    expect(isSigned(client.publicKey, 'another-challenge', result.challengeResponse!)).toBe(false);
  });

  test('is read whatever the body calls itself, with a byte order mark or without', async () => {
    const { client, license, request } = await shop();
    await license();
    const body = `\ufeff${JSON.stringify({ licenseKey: KEY })}`;
    const headers = { 'Content-Type': 'text/plain' };
    const response = await request(`${client.base}/verify`, { method: 'POST', headers, body });
    expect(response.status).toBe(200);
  });

  test('may name ids in capitals', async () => {
    const { verify, license, product, client, request, vendorId } = await shop();
    await license();
    expect((await verify({ productId: product.id.toUpperCase() })).status).toBe(200);
    const response = await request(client.base.replace(vendorId, vendorId.toUpperCase()) + '/verify', {
      method: 'POST',
      body: JSON.stringify({ licenseKey: KEY }),
    });
    expect(response.status).toBe(200);
  });

  test('leaves a row in the request log that names licence, product and device, but not the key', async () => {
    const { verify, license, product, lastRequest } = await shop();
    const { id } = await license();
    await verify({ productId: product.id, hardwareIdentifier: DEVICE });
    const row = await lastRequest();
    expect(row).toMatchObject({
      dialect: 'lukittu',
      method: 'POST',
      status: 200,
      code: null,
      licenseId: id,
      productId: product.id,
      identifier: DEVICE,
      address: '127.0.0.1',
    });
    expect(JSON.stringify(row)).not.toContain(KEY);
  });
});

describe('a device', () => {
  test.each(['hardwareIdentifier', 'deviceIdentifier'])('that calls itself %s takes a seat', async (name) => {
    const { verify, license, call } = await shop();
    await license();
    expect((await verify({ [name]: DEVICE })).status).toBe(200);
    expect((await call('devices.list', { license: KEY })).map((device) => device.identifier)).toEqual([
      DEVICE,
    ]);
  });

  test('that sends both names is known by the hardware identifier', async () => {
    const { verify, license, call } = await shop();
    await license();
    await verify({ hardwareIdentifier: DEVICE, deviceIdentifier: 'device-0002' });
    await verify({ hardwareIdentifier: '', deviceIdentifier: 'device-0003' });
    const devices = await call('devices.list', { license: KEY });
    expect(devices.map((device) => device.identifier).toSorted()).toEqual([DEVICE, 'device-0003']);
  });

  test('that is not named takes none', async () => {
    const { verify, license, call } = await shop();
    await license({ seats: 1 });
    await verify();
    expect(await call('devices.list', { license: KEY })).toEqual([]);
  });
});

describe('a version', () => {
  test('is accepted as long as nothing is published on its line', async () => {
    const { verify, license, product, release } = await shop();
    await license();
    await release('1.0.0', { status: 'DRAFT', latest: false });
    expect((await verify({ productId: product.id, version: '9.9.9' })).status).toBe(200);
  });

  test('is good when it is published, and not when it is deprecated', async () => {
    const { verify, license, product, release } = await shop();
    await license();
    await release('1.0.0', { status: 'DEPRECATED', latest: false });
    await release('1.1.0');
    expect((await verify({ productId: product.id, version: '1.1.0' })).status).toBe(200);
    expectRefusal(await verify({ productId: product.id, version: '1.0.0' }), [
      404,
      'RELEASE_NOT_FOUND',
      'Release not found with specified version',
    ]);
  });

  test('is looked for on the branch that is named, and only there', async () => {
    const { verify, license, product, release, call } = await shop();
    await license();
    await call('branches.create', { product: product.id, name: 'beta' });
    await release('1.0.0');
    await release('2.0.0-beta', { branch: 'beta' });
    const on = async (branch: string | undefined, version: string) =>
      (await verify({ productId: product.id, branch, version })).status;
    expect(await on('beta', '2.0.0-beta')).toBe(200);
    expect(await on('beta', '1.0.0')).toBe(404);
    expect(await on(undefined, '1.0.0')).toBe(200);
    expect(await on(undefined, '2.0.0-beta')).toBe(404);
  });
});

test('a licence without products is good for any product, and its branch is not looked at', async () => {
  const { verify, license, product } = await shop();
  await license({ products: [] });
  expect((await verify({ productId: product.id, branch: 'no-such-branch', version: '1.0.0' })).status).toBe(
    200,
  );
});

describe('strict settings', () => {
  test('strictProducts asks for a product of a licence that has any', async () => {
    const { verify, license, product, call } = await shop();
    await license();
    await license({ products: [], key: KEY.replace('A', 'Z') });
    expect((await verify()).status).toBe(200);
    await call('settings.set', { key: 'strictProducts', value: true });
    expectRefusal(await verify(), [404, 'PRODUCT_NOT_FOUND', 'Product not found']);
    expect((await verify({ productId: product.id })).status).toBe(200);
    expect((await verify({ licenseKey: KEY.replace('A', 'Z') })).status).toBe(200);
  });

  test('strictCustomers asks for a customer of a licence that has any', async () => {
    const { verify, license, call } = await shop();
    const customer = await call('customers.create', { name: 'Ada' });
    const stranger = await call('customers.create', { name: 'Bob' });
    await license({ customers: [customer.id] });
    await license({ key: KEY.replace('A', 'Z') });
    expect((await verify()).status).toBe(200);
    await call('settings.set', { key: 'strictCustomers', value: true });
    expectRefusal(await verify(), [404, 'CUSTOMER_NOT_FOUND', 'Customer not found']);
    expect((await verify({ customerId: customer.id })).status).toBe(200);
    expect((await verify({ customerId: stranger.id })).status).toBe(404);
    expect((await verify({ licenseKey: KEY.replace('A', 'Z'), customerId: stranger.id })).status).toBe(200);
  });

  test('strictReleases asks for a version once any is published', async () => {
    const { verify, license, product, release, call } = await shop();
    await license();
    await call('settings.set', { key: 'strictReleases', value: true });
    expect((await verify({ productId: product.id })).status).toBe(200);
    await release('1.0.0');
    expectRefusal(await verify({ productId: product.id }), [
      404,
      'RELEASE_NOT_FOUND',
      'Release not found with specified version',
    ]);
    expect((await verify()).status).toBe(200);
  });
});
