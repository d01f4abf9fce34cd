import { describe, expect, test } from 'vitest';
import { expectRefusal, KEY, PRODUCT_ID, shop } from './shop.ts';
import { soon } from '../../support/soon.ts';

describe('a file', () => {
  test('is sent under its version, or under its name alone the newest of that name', async () => {
    const { release, feed } = await shop();
    await release('1.0.0', 'Setup é (1).exe');
    await release('1.10.0', 'Setup é (1).exe');
    await release('1.9.0', 'Setup é (1).exe');
    const name = encodeURIComponent('Setup é (1).exe');
    expect(await (await feed(`1.9.0/${name}`)).text()).toContain('1.9.0');
    expect(await (await feed(name)).text()).toContain('1.10.0');
    const decomposed = encodeURIComponent('Setup é (1).exe'.normalize('NFD'));
    expect(await (await feed(decomposed)).text()).toContain('1.10.0');
  });

  test('is a download like any other: headers, ranges, a row of the log, a use of the licence', async () => {
    const { release, feed, lastDownload, license, call } = await shop();
    const { file, productId, id } = await release('1.0.0', 'a.exe', { content: '0123456789' });
    const response = await feed('1.0.0/a.exe', { headers: { Range: 'bytes=2-4' } });
    expect([response.status, await response.text()]).toEqual([206, '234']);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-disposition': 'attachment; filename="a.exe"',
      'content-range': 'bytes 2-4/10',
      etag: `"${file.sha256}"`,
      'accept-ranges': 'bytes',
    });
    await soon(async () => {
      expect(await lastDownload()).toMatchObject({
        dialect: 'feeds',
        outcome: 'partial',
        bytesSent: 3,
        size: 10,
        productId,
        releaseId: id,
        licenseId: license.id,
        fileName: 'a.exe',
        version: '1.0.0',
      });
    });
    expect((await call('licenses.show', { license: KEY })).lastActiveAt).not.toBeNull();
    expect((await feed('1.0.0/a.exe', { method: 'HEAD' })).headers.get('content-length')).toBe('10');
  });

  test('of a deprecated release still downloads; of a draft or an archived one it does not', async () => {
    const { release, feed } = await shop();
    await release('1.0.0', 'a.exe', { status: 'DEPRECATED' });
    await release('2.0.0', 'a.exe', { status: 'DRAFT' });
    await release('3.0.0', 'a.exe', { status: 'ARCHIVED' });
    expect((await feed('1.0.0/a.exe')).status).toBe(200);
    expect(await (await feed('a.exe')).text()).toContain('1.0.0');
    for (const version of ['2.0.0', '3.0.0'])
      await expectRefusal(
        await feed(`${version}/a.exe`),
        404,
        'There is no such file, or not for this license.',
      );
  });

  test('of a branch lies in the line of the branch only', async () => {
    const { release, feed, call } = await shop();
    await call('branches.create', { product: '7', name: 'next gen' });
    await release('2.0.0', 'a.exe', { branch: 'next gen' });
    expect((await feed('2.0.0/a.exe', { line: 'next%20gen' })).status).toBe(200);
    expect((await feed('2.0.0/a.exe')).status).toBe(404);
    expect((await feed('a.exe')).status).toBe(404);
  });

  test('that another licence may have is passed over for one that this licence may have', async () => {
    const { release, feed, call } = await shop();
    await release('1.0.0', 'a.exe');
    const { key } = await call('licenses.create', { products: ['7'] });
    await release('2.0.0', 'a.exe', { licenses: [key] });
    expect(await (await feed('a.exe')).text()).toContain('1.0.0');
    expect(await (await feed('a.exe', { key })).text()).toContain('2.0.0');
    await expectRefusal(await feed('2.0.0/a.exe'), 403, 'This release is reserved for other licenses.');
  });

  test('that shares its name with one for another platform has a folder of its own', async () => {
    const { release, feed, call } = await shop();
    await release('1.0.0', 'app.zip', { platform: 'linux', content: 'for Linux' });
    const mac = await release('1.0.0', 'app.zip', { platform: 'macos', content: 'for a Mac' });
    const path = `${mac.file.id}/app.zip`;
    expect(await (await feed('latest-mac.yml')).text()).toContain(`url: "${path}"`);
    expect(await (await feed(path)).text()).toBe('for a Mac');
    expect((await feed(`${path}.blockmap`)).status).toBe(200);
    expect((await feed(`${mac.file.id}/other.zip`)).status).toBe(404);
    await call('branches.create', { product: '7', name: 'beta' });
    expect((await feed(path, { line: 'beta' })).status).toBe(404);
    await call('releases.update', { id: mac.id, status: 'ARCHIVED' });
    expect((await feed(path)).status).toBe(404);
  });

  test('and a feed answer HEAD without a body', async () => {
    const { release, feed } = await shop();
    await release('1.0.0', 'a.exe');
    for (const path of ['latest.yml', 'feed.json', '1.0.0/a.exe']) {
      const response = await feed(path, { method: 'HEAD' });
      expect([response.status, await response.text()]).toEqual([200, '']);
      expect(Number(response.headers.get('content-length'))).toBeGreaterThan(0);
    }
  });

  test('may have a version with a plus sign in it', async () => {
    const { release, feed } = await shop();
    await release('1.0.0+build.5', 'a.exe');
    expect(await (await feed('latest.yml')).text()).toContain('url: "1.0.0+build.5/a.exe"');
    expect((await feed('1.0.0+build.5/a.exe')).status).toBe(200);
    expect((await feed('1.0.0%2Bbuild.5/a.exe')).status).toBe(200);
  });
});

describe('who asks', () => {
  test.each([
    ['the key in the query', `?key=${KEY}`, {}],
    ['dlid in the query, as Joomla sends it', `?dlid=${KEY}`, {}],
    ['the key as Bearer', '', { Authorization: `Bearer ${KEY}` }],
    ['a key in the query before any Bearer', `?key=${KEY}`, { Authorization: 'Bearer nonsense' }],
  ])('may say so with %s', async (_how, query, headers) => {
    const { release, request } = await shop();
    await release('1.0.0', 'a.exe');
    for (const product of ['7', PRODUCT_ID, PRODUCT_ID.toUpperCase()])
      for (const path of ['latest.yml', '1.0.0/a.exe', 'feed.json'])
        expect((await request(`/feeds/${product}/stable/${path}${query}`, { headers })).status).toBe(200);
  });

  test("may say so with a customer's access token: any usable licence for the product will do", async () => {
    const { release, request, call } = await shop();
    await release('1.0.0', 'a.exe');
    const customer = await call('customers.create', { name: 'Ada' });
    const { token } = await call('customers.createToken', { customer: customer.id });
    const ask = () =>
      request('/feeds/7/stable/1.0.0/a.exe', { headers: { Authorization: `Bearer ${token}` } });
    const customers = [customer.id];
    await expectRefusal(await ask(), 403, 'This license does not cover this product.');
    const first = await call('licenses.create', { products: ['7'], customers });
    await call('licenses.suspend', { license: first.id });
    await expectRefusal(await ask(), 403, 'This license is suspended or revoked.');
    await call('licenses.create', { products: ['7'], customers });
    expect((await ask()).status).toBe(200);
    const unknown = await request('/feeds/7/stable/1.0.0/a.exe', {
      headers: { Authorization: `Bearer ${'0'.repeat(64)}` },
    });
    await expectRefusal(unknown, 401, 'This access token is not valid.');
  });
});
