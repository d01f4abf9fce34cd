import { describe, expect, test } from 'vitest';
import { manualClock } from '../../support/server.ts';
import { expectRefusal, expectText, KEY, shop } from './shop.ts';
import { soon } from '../../support/soon.ts';

describe('what is sent', () => {
  test.each(['license_key', 'dlid'])(
    'the file with exactly the headers of the seed, for %s',
    async (parameter) => {
      const { release, download } = await shop();
      await release('2.1.0', { fileName: 'my-extension-2.1.0.zip' });
      const response = await download(`42?${parameter}=${KEY}`);
      expect(response.status).toBe(200);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'application/zip',
        'content-disposition': 'attachment; filename="my-extension-2.1.0.zip"',
        'content-length': '14',
        'cache-control': 'no-cache, no-store, must-revalidate',
      });
      expect(await response.text()).toBe('bytes of 2.1.0');
    },
  );

  test.each([
    ['app.jar', 'application/java-archive'],
    ['setup.exe', /^application\//],
    ['app', 'application/octet-stream'],
  ])('%s has the type of its extension', async (fileName, type) => {
    const { release, download } = await shop();
    await release('1.0', { fileName });
    const header = (await download(`42?license_key=${KEY}`)).headers.get('content-type');
    if (typeof type === 'string') expect(header).toBe(type);
    else expect(header).toMatch(type);
  });

  test('a name that Joomla would cut off comes without its semicolon first', async () => {
    const { release, download } = await shop();
    await release('1.0', { fileName: 'näh;maschine.zip' });
    expect((await download(`42?dlid=${KEY}`)).headers.get('content-disposition')).toMatch(
      /^attachment; filename="nah_maschine\.zip"; filename\*=UTF-8''n%C3%A4h%3Bmaschine\.zip$/,
    );
  });

  test('HEAD tells the same without the bytes', async () => {
    const { release, download, lastRow } = await shop();
    await release('1.0');
    const response = await download(`42?dlid=${KEY}`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(response.headers.get('content-length')).toBe('12');
    await soon(async () => expect(await lastRow()).toMatchObject({ outcome: 'checked', bytesSent: 0 }));
  });

  test('a range, to go on with', async () => {
    const { release, download } = await shop();
    await release('1.0');
    const response = await download(`42?dlid=${KEY}`, { headers: { Range: 'bytes=9-' } });
    expect([response.status, await response.text()]).toEqual([206, '1.0']);
  });
});

describe('which release', () => {
  const bytes = async (response: Response) => [response.status, await response.text()];

  test('the highest published version of the default line, whatever its order and flag', async () => {
    const { release, download, call, product } = await shop();
    await call('branches.create', { product: product.id, name: 'beta' });
    await release('1.9');
    await release('1.10');
    await release('1.2', { latest: true });
    await release('9.0', { branch: 'beta' });
    await release('8.0', { status: 'DRAFT' });
    await release('7.0', { status: 'DEPRECATED' });
    await release('6.0', { status: 'ARCHIVED' });
    await release('nightly');
    expect(await bytes(await download(`42?dlid=${KEY}`))).toEqual([200, 'bytes of 1.10']);
    await release('2.0.0-rc.1');
    expect(await bytes(await download(`42?dlid=${KEY}`))).toEqual([200, 'bytes of 2.0.0-rc.1']);
    await release('2.0.0');
    expect(await bytes(await download(`42?dlid=${KEY}`))).toEqual([200, 'bytes of 2.0.0']);
  });

  test('exactly the one that a feed has named, while it may be had', async () => {
    const { download, release, call } = await shop();
    const { id } = await release('1.0.0');
    await release('2.0.0');
    await release('3.0.0', { status: 'DRAFT' });
    const ask = (version: string) => download(`42?license_key=${KEY}&release_version=${version}`);
    expect(await (await ask('1.0.0')).text()).toBe('bytes of 1.0.0');
    expect(await (await ask('')).text()).toBe('bytes of 2.0.0');
    for (const version of ['3.0.0', '4.0.0'])
      await expectRefusal(await ask(version), 404, 'DOWNLOAD_NOT_FOUND');
    await call('releases.update', { id, withdrawn: { reason: null } });
    await expectRefusal(await ask('1.0.0'), 404, 'DOWNLOAD_NOT_FOUND');
  });

  test('a release on a branch alone is none', async () => {
    const { release, download, call, product } = await shop();
    await call('branches.create', { product: product.id, name: 'beta' });
    await release('9.0', { branch: 'beta' });
    await expectRefusal(await download(`42?license_key=${KEY}`), 404, 'DOWNLOAD_NOT_FOUND');
  });

  test('a reserved release is for its licences, the others get the one before it', async () => {
    const { release, download, call, product } = await shop();
    await call('licenses.create', { key: 'OTHER', products: [product.id] });
    await release('1.0');
    await release('2.0', { licenses: [KEY] });
    expect(await bytes(await download(`42?license_key=${KEY}`))).toEqual([200, 'bytes of 2.0']);
    expect(await bytes(await download('42?license_key=OTHER'))).toEqual([200, 'bytes of 1.0']);
  });

  test('the file for any platform, or else the only one', async () => {
    const { release, download } = await shop();
    await release('1.0', { platform: 'windows', fileName: 'only.zip' });
    expect((await download(`42?license_key=${KEY}`)).status).toBe(200);
    await release('1.0', { platform: 'linux', fileName: 'linux.zip' });
    await expectRefusal(await download(`42?license_key=${KEY}`), 404, 'DOWNLOAD_NOT_FOUND');
    await release('1.0', { fileName: 'any.zip' });
    const response = await download(`42?license_key=${KEY}`);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="any.zip"');
  });
});

describe('the identifier', () => {
  const cases = {
    domain: {
      activated: 'https://www.Example.com/path',
      same: [
        'example.com',
        'EXAMPLE.COM',
        'http://example.com:8080/x?y#z',
        'www.example.com.',
        ' example.com ',
      ],
      other: ['example.org', 'sub.example.com', 'https://', 'exa mple.com'],
    },
    seat: {
      activated: 'User@Example.com',
      same: ['user@example.com', 'USER@EXAMPLE.COM ', 'User@Example.com'],
      other: ['user@example.org', 'example.com'],
    },
    device: {
      activated: 'MacBook-Pro-ABC123',
      same: ['MacBook-Pro-ABC123'],
      other: ['macbook-pro-abc123', 'MacBook'],
    },
    instance: {
      activated: 'prod-api-01',
      same: ['prod-api-01'],
      other: ['Prod-Api-01', 'prod-api-02', '\0'],
    },
  } as const;

  test.each(['domain', 'seat', 'device', 'instance'] as const)(
    'a %s is compared in its normalised form',
    async (identifierType) => {
      const { release, download, call, product } = await shop();
      await release('1.0');
      const license = await call('licenses.create', { key: 'SEATS', products: [product.id], identifierType });
      const { activated, same, other } = cases[identifierType];
      const ask = (identifier: string) =>
        download(`42?license_key=SEATS&identifier=${encodeURIComponent(identifier)}`);
      await expectRefusal(await ask(activated), 403, 'ACTIVATION_NOT_FOUND');
      const device = await call('licenses.activate', { license: 'SEATS', identifier: activated });
      for (const identifier of [activated, ...same])
        expect((await ask(identifier)).status, identifier).toBe(200);
      for (const identifier of other)
        await expectRefusal(await ask(identifier), 403, 'ACTIVATION_NOT_FOUND', identifier);
      await call('devices.forget', { license: license.id, device: device.id });
      await expectRefusal(await ask(activated), 403, 'ACTIVATION_NOT_FOUND');
    },
  );

  test('none, or an empty one, is not asked about', async () => {
    const { release, download } = await shop();
    await release('1.0');
    expect((await download(`42?license_key=${KEY}`)).status).toBe(200);
    expect((await download(`42?license_key=${KEY}&identifier=`)).status).toBe(200);
  });

  test('it is asked about after the product and before the download', async () => {
    const { download, call } = await shop();
    const other = await call('products.create', { name: 'Other', number: 43 });
    await expectRefusal(
      await download(`${other.number}?license_key=${KEY}&identifier=x`),
      403,
      'PRODUCT_MISMATCH',
    );
    await expectRefusal(await download(`42?license_key=${KEY}&identifier=x`), 403, 'ACTIVATION_NOT_FOUND');
    await expectText(
      await download(`42?dlid=${KEY}&identifier=x`),
      403,
      'The identifier is not activated on this license',
    );
  });

  test('a download takes no seat', async () => {
    const { release, download, call, license } = await shop();
    await release('1.0');
    await (await download(`42?license_key=${KEY}`)).text();
    expect(await call('devices.list', { license: license.id })).toEqual([]);
  });
});

describe('the key', () => {
  test('a plus sign that Joomla did not encode is a plus sign', async () => {
    const { release, download, call, product } = await shop();
    await release('1.0');
    await call('licenses.create', { key: 'AB+CD/EF==', products: [product.id] });
    expect((await download('42?dlid=AB+CD/EF==')).status).toBe(200);
    expect((await download('42?dlid=AB%2BCD%2FEF%3D%3D')).status).toBe(200);
  });

  test('of a repeated parameter the first counts, and unknown ones are not looked at', async () => {
    const { release, download } = await shop();
    await release('1.0');
    expect((await download(`42?x=1&license_key=${KEY}&license_key=NOPE&format=json`)).status).toBe(200);
    await expectRefusal(await download(`42?license_key=NOPE&license_key=${KEY}`), 403, 'LICENSE_NOT_FOUND');
  });
});

test('a download is one row with every field of the seed', async () => {
  const clock = manualClock();
  const { release, download, call, lastRow, product } = await shop({ now: clock.now });
  const customer = await call('customers.create', { name: 'Ada' });
  const license = await call('licenses.create', {
    key: 'ADAS-KEY',
    products: [product.id],
    customers: [customer.id],
  });
  await call('licenses.activate', { license: 'ADAS-KEY', identifier: 'example.com' });
  const { id } = await release('2.1.0', { fileName: 'my-extension-2.1.0.zip' });
  clock.advance(5000);
  await (await download('42?license_key=ADAS-KEY&identifier=www.Example.com')).text();
  await soon(async () => {
    expect(await lastRow()).toMatchObject({
      dialect: 'licensedock',
      outcome: 'delivered',
      refusal: null,
      status: 200,
      bytesSent: 14,
      size: 14,
      customerId: customer.id,
      customerName: 'Ada',
      productId: product.id,
      productName: 'My Extension',
      licenseId: license.id,
      releaseId: id,
      fileName: 'my-extension-2.1.0.zip',
      version: '2.1.0',
      address: '127.0.0.1',
      identifier: 'www.Example.com',
      startedAt: '2026-06-01T12:00:05.000Z',
    });
  });
});
