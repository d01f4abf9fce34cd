import { describe, expect, test } from 'vitest';
import * as joomla from '../licensedock/shop.ts';
import { expectRefusal, shop } from '../lukittu/shop.ts';
import { testServer } from '../../support/server.ts';

const DAY = 86_400_000;

describe('Lukittu', () => {
  /** 1.0 and 1.1, then 2.0 a month later, which is the latest. */
  async function lapsed() {
    const server = await shop();
    await server.release('1.0');
    await server.release('1.1');
    const releasesUntil = new Date(server.clock.now() + DAY).toISOString();
    server.clock.advance(30 * DAY);
    await server.release('2.0');
    return { ...server, releasesUntil };
  }

  test('who asks for no version goes on with the newest that the licence includes', async () => {
    const { license, download, releasesUntil } = await lapsed();
    await license({ releasesUntil });
    const { content, headers } = await download();
    expect(content.toString()).toBe('bytes of 1.1');
    expect([headers.get('x-version'), headers.get('x-latest-version')]).toEqual(['1.1', '1.1']);
  });

  test('a version that is newer is refused, an older one is sent', async () => {
    const { license, download, refusedDownload, lastDownload } = await lapsed();
    await license({ maxVersion: '1.0' });
    expect((await download({ version: '1.0' })).content.toString()).toBe('bytes of 1.0');
    for (const version of ['1.1', '2.0'])
      expectRefusal(await refusedDownload({ version }), [
        403,
        'NO_ACCESS_TO_RELEASE',
        'License does not have access to this release',
      ]);
    expect(await lastDownload()).toMatchObject({ refusal: 'release_beyond_maintenance', version: '2.0' });
  });

  test('with nothing that it includes, the latest is refused for its own reason', async () => {
    const { license, refusedDownload, lastDownload } = await lapsed();
    await license({ maxVersion: '0.9' });
    expectRefusal(await refusedDownload(), [
      403,
      'NO_ACCESS_TO_RELEASE',
      'License does not have access to this release',
    ]);
    expect(await lastDownload()).toMatchObject({ refusal: 'release_beyond_maintenance', version: '2.0' });
  });

  test('a licence without bounds has the latest, and checks of a licence go on as before', async () => {
    const { license, download, verify, releasesUntil } = await lapsed();
    await license({ key: 'FREE1-FREE2-FREE3-FREE4-FREE5' });
    await license({ releasesUntil });
    expect((await download({ licenseKey: 'FREE1-FREE2-FREE3-FREE4-FREE5' })).content.toString()).toBe(
      'bytes of 2.0',
    );
    expect((await verify()).status).toBe(200);
  });
});

describe('LicenseDock', () => {
  test('a download is the newest that the licence includes, and none is a 404 whose row says why', async () => {
    const { release, download, call, product, lastRow } = await joomla.shop();
    await release('1.9');
    await release('2.0');
    await call('licenses.create', { key: 'UP-TO-1', products: [product.id], maxVersion: '1' });
    await call('licenses.create', { key: 'UP-TO-0', products: [product.id], maxVersion: '0' });
    expect(await (await download('42?license_key=UP-TO-1')).text()).toBe('bytes of 1.9');
    await joomla.expectRefusal(await download('42?license_key=UP-TO-0'), 404, 'DOWNLOAD_NOT_FOUND');
    expect(await lastRow()).toMatchObject({
      refusal: 'release_beyond_maintenance',
      version: '2.0',
      reason: 'The licence does not include releases this new.',
    });
  });
});

test('the contract carries both bounds, and refuses a version that nothing can be compared with', async () => {
  const { call, dispatch } = await testServer();
  const bounds = { maxVersion: '2.1', releasesUntil: '2027-12-31T00:00:00.000Z' };
  const made = await call('licenses.create', bounds);
  expect(made).toMatchObject(bounds);
  expect(await call('licenses.show', { license: made.id })).toMatchObject(bounds);
  expect((await call('licenses.list', {})).rows).toMatchObject([bounds]);
  const [many] = await call('licenses.createMany', { count: 1, maxVersion: null, releasesUntil: null });
  expect(many).toMatchObject({ maxVersion: null, releasesUntil: null });
  expect(await dispatch('licenses.create', { maxVersion: 'final' }, 'local')).toMatchObject({
    error: { code: 'invalid_input' },
  });
});
