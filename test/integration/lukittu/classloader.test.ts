import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { jar } from '../../support/jar.ts';
import { decryptClassloader, newSession } from '../../support/lukittu-client.ts';
import { DEVICE, shop } from './shop.ts';

describe('a download', () => {
  test('arrives in encrypted frames that only the client’s own secret opens', async () => {
    const content = randomBytes(1_500_001);
    const { license, publish, product, client, download, lastDownload } = await shop();
    const { id } = await license();
    const release = await publish(content, {
      product: product.id,
      version: '1.0.0',
      fileName: 'compass.zip',
    });
    const got = await download();
    expect(got.content.equals(content)).toBe(true);
    expect((got.body.length - content.length) % 32).toBe(0);
    expect(got.body.length).toBeGreaterThan(content.length + 32);
    const headers = Object.fromEntries(got.headers);
    for (const name of ['date', 'connection', 'keep-alive']) delete headers[name];
    expect(headers).toEqual({
      'content-type': 'application/octet-stream',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
      'transfer-encoding': 'chunked',
      'x-file-size': '1500001',
      'x-product-name': 'Compass',
      'x-release-status': 'PUBLISHED',
      'x-release-created-at': '2026-06-01T12:00:00.000Z',
      'x-file-created-at': '2026-06-01T12:00:00.000Z',
      'x-version': '1.0.0',
      'x-latest-version': '1.0.0',
      'x-lukittu-version': '0.1.0',
    });
    await expect.poll(lastDownload).toMatchObject({
      dialect: 'lukittu',
      outcome: 'delivered',
      status: 200,
      refusal: null,
      bytesSent: 1_500_001,
      size: 1_500_001,
      licenseId: id,
      productId: product.id,
      releaseId: release.id,
      fileName: 'compass.zip',
      version: '1.0.0',
      address: '127.0.0.1',
      identifier: DEVICE,
    });
    expect(client.publicKey).toContain('BEGIN PUBLIC KEY');
  });

  test('of an empty file has an empty body', async () => {
    const { license, publish, product, download } = await shop();
    await license();
    await publish('', { product: product.id, version: '1.0.0' });
    const { body, headers } = await download();
    expect([body.length, headers.get('x-file-size')]).toEqual([0, '0']);
  });

  test('is taken by a device that calls itself deviceIdentifier, even beside the other name', async () => {
    const { license, release, download, call, lastDownload } = await shop();
    const { id } = await license();
    await release('1.0.0');
    await download({ hardwareIdentifier: undefined, deviceIdentifier: 'device-0002' });
    await download({ hardwareIdentifier: 'device-0003', deviceIdentifier: 'device-0004' });
    const devices = await call('devices.list', { license: id });
    expect(devices.map((device) => device.identifier).toSorted()).toEqual(['device-0002', 'device-0004']);
    await expect.poll(lastDownload).toMatchObject({ identifier: 'device-0004' });
  });

  test('may give its session key in capitals', async () => {
    const { license, release, client, product, request } = await shop();
    await license();
    await release('1.0.0');
    const { secret, sessionKey } = newSession(client.publicKey);
    const session = { secret, sessionKey: sessionKey.toUpperCase() };
    const query = {
      licenseKey: 'ABCD1-EFGH2-IJKL3-MNOP4-QRST5',
      productId: product.id,
      hardwareIdentifier: DEVICE,
    };
    const response = await request(client.classloaderPath(query, session));
    const body = Buffer.from(await response.arrayBuffer());
    expect(decryptClassloader(body, secret).toString()).toBe('bytes of 1.0.0');
  });
});

describe('the release', () => {
  test('is the one that is flagged latest, not the highest', async () => {
    const { license, release, download } = await shop();
    await license();
    await release('2.0.0');
    await release('1.5.0', { latest: true });
    const { content, headers } = await download();
    expect([content.toString(), headers.get('x-latest-version')]).toEqual(['bytes of 1.5.0', '1.5.0']);
  });

  test('of an exact version may be deprecated, and the answer names the latest one beside it', async () => {
    const { license, release, download, call } = await shop();
    await license();
    const old = await release('1.0.0');
    await release('2.0.0');
    await call('releases.update', { id: old.id, status: 'DEPRECATED' });
    const { content, headers } = await download({ version: '1.0.0' });
    expect(content.toString()).toBe('bytes of 1.0.0');
    expect(headers.get('x-release-status')).toBe('DEPRECATED');
    expect(headers.get('x-version')).toBe('1.0.0');
    expect(headers.get('x-latest-version')).toBe('2.0.0');
  });

  test('comes from the branch that is named, or from the default line: never from another', async () => {
    const { license, release, download, refusedDownload, call, product } = await shop();
    await license();
    await call('branches.create', { product: product.id, name: 'early access' });
    await release('1.0.0');
    await release('2.0.0', { branch: 'early access' });
    expect((await download()).content.toString()).toBe('bytes of 1.0.0');
    const early = await download({ branch: 'early access' });
    expect(early.content.toString()).toBe('bytes of 2.0.0');
    expect(early.headers.get('x-latest-version')).toBe('2.0.0');
    expect((await refusedDownload({ version: '2.0.0' })).status).toBe(404);
    expect((await refusedDownload({ version: '1.0.0', branch: 'early access' })).status).toBe(404);
  });

  test('has no latest version beside it when none is flagged', async () => {
    const { license, release, download } = await shop();
    await license();
    await release('1.0.0', { latest: false });
    expect((await download({ version: '1.0.0' })).headers.has('x-latest-version')).toBe(false);
  });

  test('that is reserved goes to its licences', async () => {
    const { license, release, download } = await shop();
    const { id } = await license();
    await release('1.0.0', { licenses: [id] });
    expect((await download({ version: '1.0.0' })).content.toString()).toBe('bytes of 1.0.0');
  });

  test('of several platforms gives its any-platform file, or its only one', async () => {
    const { license, publish, product, download, refusedDownload } = await shop();
    await license();
    const add = (platform: string | undefined) =>
      publish(`for ${platform}`, { product: product.id, version: '1.0.0', platform });
    await add('windows');
    expect((await download()).content.toString()).toBe('for windows');
    await add('linux');
    const { json, status } = await refusedDownload();
    expect([status, json.result.code, json.result.details]).toEqual([
      404,
      'RELEASE_NOT_FOUND',
      'Release has files for several platforms and none for any platform',
    ]);
    await add(undefined);
    expect((await download()).content.toString()).toBe('for undefined');
  });
});

describe('the headers', () => {
  test('carry what Latin-1 cannot hold percent-encoded', async () => {
    const { license, publish, call, download } = await shop();
    const compass = await call('products.create', { name: 'Компас 指南针' });
    await license({ products: [compass.id] });
    await publish('x', { product: compass.id, version: '1.0-β' });
    const { headers } = await download({ productId: compass.id, version: '1.0-β' });
    expect(decodeURIComponent(headers.get('x-product-name')!)).toBe('Компас 指南针');
    expect(headers.get('x-version')).toBe('1.0-%CE%B2');
  });

  test('carry Latin-1 as it is', async () => {
    const { license, publish, call, download } = await shop();
    const product = await call('products.create', { name: 'Kompaß' });
    await license({ products: [product.id] });
    await publish('x', { product: product.id, version: '1.0.0' });
    expect((await download({ productId: product.id })).headers.get('x-product-name')).toBe('Kompaß');
  });

  test('name the main class of a JAR', async () => {
    const { license, publish, product, download } = await shop();
    await license();
    const content = await jar({ 'plugin.yml': "name: Compass\nmain: 'com.example.Main'\n" });
    await publish(content, { product: product.id, version: '1.0.0', fileName: 'compass.jar' });
    expect((await download()).headers.get('x-main-class')).toBe('com.example.Main');
  });
});

test('HEAD is always 200, asks nothing and is no row of the download log', async () => {
  const { request, client, call } = await shop();
  for (const path of [
    `${client.base}/classloader`,
    '/api/v1/client/teams/nobody/verification/classloader?x=1',
  ]) {
    const response = await request(path, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
  }
  expect(await call('downloads.list', {})).toEqual([]);
  expect(await call('requests.list', {})).toHaveLength(2);
});
