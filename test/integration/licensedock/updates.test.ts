import { describe, expect, test } from 'vitest';
import { manualClock } from '../../support/server.ts';
import { dataOf, expectRefusal, KEY, shop, UPDATES } from './shop.ts';

const nothing = { update_available: false };

async function publicShop() {
  const clock = manualClock();
  const server = await shop({ now: clock.now });
  return { ...server, clock, updates: (path: string) => server.request(`${UPDATES}${path}`) };
}

describe('the newest release', () => {
  test('is told to everyone, with exactly the fields of LicenseDock', async () => {
    const { release, updates } = await publicShop();
    await release('2.1.0', { notes: '- Fixed a bug\n- Added <b>/path</b>' });
    const response = await updates('/42');
    expect(await response.text()).toBe(
      '{"data":{"update_available":true,"name":"My Extension","version":"2.1.0",' +
        '"download_url":"/api/index.php/v1/licensedock/downloads/42",' +
        '"changelog":"- Fixed a bug\\n- Added <b>/path</b>","date":"2026-06-01T12:00:00Z","file_size":14}}',
    );
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  test('is the highest comparable version that is published on the default line and for everyone', async () => {
    const { release, updates, call, product, license } = await publicShop();
    await call('branches.create', { product: product.id, name: 'beta' });
    await release('1.9.0');
    await release('1.10.0');
    await release('1.2.0');
    await release('nightly');
    await release('2.0.0', { status: 'DRAFT' });
    await release('2.1.0', { status: 'ARCHIVED' });
    await release('2.2.0', { status: 'DEPRECATED' });
    await release('3.0.0', { branch: 'beta' });
    await release('4.0.0', { licenses: [license.id] });
    expect(await dataOf(await updates('/42'))).toMatchObject({ version: '1.10.0' });
    expect(await dataOf(await updates(`/42?license_key=${KEY}`))).toMatchObject({ version: '1.10.0' });
  });

  test('has the date of its publication, not of the draft that it was', async () => {
    const { release, updates, call, clock } = await publicShop();
    const { id } = await release('1.0', { status: 'DRAFT' });
    clock.advance(3 * 86_400_000);
    await call('releases.update', { id, status: 'PUBLISHED' });
    expect(await dataOf(await updates('/42'))).toMatchObject({ date: '2026-06-04T12:00:00Z' });
  });

  test('can be fetched from the path it names', async () => {
    const { release, updates, request } = await publicShop();
    await release('1.0');
    const { download_url, file_size } = await dataOf(await updates('/42'));
    const response = await request(`${String(download_url)}?dlid=${KEY}`);
    expect((await response.arrayBuffer()).byteLength).toBe(file_size);
  });
});

test('there is no update where nothing can be downloaded', async () => {
  const { release, updates, call } = await publicShop();
  expect(await dataOf(await updates('/42'))).toEqual(nothing);
  expect(await dataOf(await updates('/999'))).toEqual(nothing);
  await release('1.0', { licenses: [KEY] });
  expect(await dataOf(await updates('/42'))).toEqual(nothing);
  const several = await call('products.create', { name: 'Several', number: 3 });
  await release('1.0', { product: several.id, platform: 'windows' });
  expect(await dataOf(await updates('/3'))).toMatchObject({ version: '1.0' });
  await release('1.0', { product: several.id, platform: 'linux' });
  expect(await dataOf(await updates('/3'))).toEqual(nothing);
});

test.each(['', '/', '/abc', '/-1', '/42.0', `/${'9'.repeat(16)}`, '/%zz'])(
  'a product "%s" is an invalid request, in JSON even with dlid',
  async (path) => {
    const { updates } = await publicShop();
    await expectRefusal(await updates(path), 400, 'INVALID_REQUEST');
    await expectRefusal(await updates(`${path}?dlid=${KEY}`), 400, 'INVALID_REQUEST');
  },
);
