import { rm } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import { addToBlacklist } from '../../../src-main/domain/blacklist/manage-blacklist.ts';
import { KEY, PRODUCT_ID, shop } from './shop.ts';
import { soon } from '../../support/soon.ts';

type Shop = Awaited<ReturnType<typeof shop>>;
type Case = {
  title: string;
  /** Makes it so. */
  arrange?: (at: Shop) => Promise<unknown>;
  /** Below `/feeds/7/stable/`, without the key. */
  path?: string;
  url?: string;
  status: number;
  text: string;
  refusal: string;
};

/** In the order in which they are asked: each case would also fail every one after it. */
const cases: Case[] = [
  {
    title: 'no key',
    url: '/feeds/99/none/9.9.9/none.exe',
    status: 401,
    text: 'A license key is required: add ?key= to the address.',
    refusal: 'credentials_missing',
  },
  {
    title: 'an empty key',
    url: '/feeds/99/none/9.9.9/none.exe?key=',
    status: 401,
    text: 'A license key is required: add ?key= to the address.',
    refusal: 'credentials_missing',
  },
  {
    title: 'an unknown key',
    url: '/feeds/99/none/9.9.9/none.exe?key=NONSENSE',
    status: 401,
    text: 'This license key is not known.',
    refusal: 'license_not_found',
  },
  {
    title: 'an address on the blacklist',
    arrange: async ({ core }) => addToBlacklist(core, { type: 'IP_ADDRESS', value: '127.0.0.1' }),
    url: `/feeds/99/none/9.9.9/none.exe?key=${KEY}`,
    status: 403,
    text: 'This address is blocked.',
    refusal: 'address_blacklisted',
  },
  {
    title: 'an unknown product',
    url: `/feeds/99/none/9.9.9/none.exe?key=${KEY}`,
    status: 404,
    text: 'There is no such product.',
    refusal: 'product_not_found',
  },
  {
    title: 'a product whose id is none',
    url: `/feeds/compass/none/9.9.9/none.exe?key=${KEY}`,
    status: 404,
    text: 'There is no such product.',
    refusal: 'product_not_found',
  },
  {
    title: 'a product of other licences',
    arrange: ({ call }) => call('products.create', { name: 'Other', number: 8 }),
    url: `/feeds/8/none/9.9.9/none.exe?key=${KEY}`,
    status: 403,
    text: 'This license does not cover this product.',
    refusal: 'product_not_licensed',
  },
  {
    title: 'a revoked licence',
    arrange: ({ call, license }) => call('licenses.revoke', { license: license.id }),
    url: `/feeds/7/none/9.9.9/none.exe?key=${KEY}`,
    status: 403,
    text: 'This license is suspended or revoked.',
    refusal: 'license_revoked',
  },
  {
    title: 'a suspended licence',
    arrange: ({ call, license }) => call('licenses.suspend', { license: license.id }),
    url: `/feeds/7/none/9.9.9/none.exe?key=${KEY}`,
    status: 403,
    text: 'This license is suspended or revoked.',
    refusal: 'license_suspended',
  },
  {
    title: 'an expired licence',
    arrange: async ({ call, clock }) => {
      await call('licenses.create', {
        key: 'EXPIRED',
        products: [PRODUCT_ID],
        expirationType: 'DATE',
        expirationDate: new Date(clock.now() + 1000).toISOString(),
      });
      clock.advance(2000);
    },
    url: '/feeds/7/none/9.9.9/none.exe?key=EXPIRED',
    status: 403,
    text: 'This license has expired.',
    refusal: 'license_expired',
  },
  {
    title: 'an unknown branch',
    url: `/feeds/7/none/9.9.9/none.exe?key=${KEY}`,
    status: 404,
    text: 'The product has no such branch.',
    refusal: 'branch_not_found',
  },
  {
    title: 'an unknown version',
    path: '9.9.9/none.exe',
    status: 404,
    text: 'There is no such file, or not for this license.',
    refusal: 'release_not_found',
  },
  {
    title: 'an unknown name',
    path: 'none.exe',
    status: 404,
    text: 'There is no such file, or not for this license.',
    refusal: 'release_not_found',
  },
  {
    title: 'a name that the version does not have',
    arrange: ({ release }) => release('1.0.0', 'a.exe'),
    path: '1.0.0/none.exe',
    status: 404,
    text: 'There is no such file, or not for this license.',
    refusal: 'file_missing',
  },
  {
    title: 'an archived release',
    arrange: ({ release }) => release('1.0.0', 'a.exe', { status: 'ARCHIVED', licenses: [] }),
    path: '1.0.0/a.exe',
    status: 404,
    text: 'There is no such file, or not for this license.',
    refusal: 'release_archived',
  },
  {
    title: 'a draft',
    arrange: ({ release }) => release('1.0.0', 'a.exe', { status: 'DRAFT' }),
    path: '1.0.0/a.exe',
    status: 404,
    text: 'There is no such file, or not for this license.',
    refusal: 'release_draft',
  },
  {
    title: 'a withdrawn release, with what the vendor says of it',
    arrange: async ({ release, call }) => {
      const { id } = await release('1.0.0', 'a.exe');
      await call('releases.update', { id, withdrawn: { reason: 'it eats files' } });
    },
    path: '1.0.0/a.exe',
    status: 410,
    text: 'This release is withdrawn: it eats files',
    refusal: 'release_withdrawn',
  },
  {
    title: 'a release for other licences',
    arrange: async ({ release, call }) => {
      const { key } = await call('licenses.create', { products: ['7'] });
      await release('1.0.0', 'a.exe', { licenses: [key] });
    },
    path: '1.0.0/a.exe',
    status: 403,
    text: 'This release is reserved for other licenses.',
    refusal: 'release_not_allowed',
  },
  {
    title: "a release beyond the licence's maintenance",
    arrange: async ({ release, call }) => {
      await call('licenses.create', { key: 'OLD-ONE', products: ['7'], maxVersion: '1' });
      await release('2.0.0', 'a.exe');
    },
    url: '/feeds/7/stable/2.0.0/a.exe?key=OLD-ONE',
    status: 403,
    text: 'This license does not include releases this new.',
    refusal: 'release_beyond_maintenance',
  },
  {
    title: 'bytes that are gone',
    arrange: async ({ release, bytes }) => {
      const { file } = await release('1.0.0', 'a.exe');
      await bytes.withPath(file.sha256, (path) => rm(path));
    },
    path: '1.0.0/a.exe',
    status: 404,
    text: 'There is no such file, or not for this license.',
    refusal: 'file_missing',
  },
];

const urlOf = ({ url, path }: Case) => url ?? `/feeds/7/stable/${path}?key=${KEY}`;

test.each(cases)('a download is refused for $title, and the log says why', async (one) => {
  const at = await shop();
  await one.arrange?.(at);
  const response = await at.request(urlOf(one));
  expect([response.status, await response.text()]).toEqual([one.status, one.text]);
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('www-authenticate')).toBe(one.status === 401 ? 'Bearer' : null);
  await soon(async () => {
    expect(await at.lastDownload()).toMatchObject({
      dialect: 'feeds',
      outcome: 'refused',
      status: one.status,
      refusal: one.refusal,
    });
  });
});

describe('a feed', () => {
  const feeds = [
    'latest.yml',
    'appcast.xml',
    'RELEASES',
    'SHA256SUMS',
    'SHA256SUMS.minisig',
    'RELEASES.json',
    'feed.json',
  ];

  test.each(feeds)('%s is refused for the same reasons, in its own form', async (feed) => {
    const at = await shop();
    const expectText = async (url: string, status: number, code: string, message: string) => {
      const response = await at.request(url);
      expect([response.status, await response.text()]).toEqual([
        status,
        feed.endsWith('.json') ? JSON.stringify({ error: { code, message } }) : message,
      ]);
    };
    const line = `/feeds/7/stable/${feed}`;
    await expectText(line, 401, 'unauthorized', 'A license key is required: add ?key= to the address.');
    await expectText(`${line}?key=NONE`, 401, 'unauthorized', 'This license key is not known.');
    const nothing = 'Nothing is published there for this license and this updater.';
    await expectText(`${line}?key=${KEY}`, 404, 'not_found', nothing);
    await at.call('licenses.create', { key: 'OLD-ONE', products: ['7'], maxVersion: '1' });
    for (const name of ['a.exe', 'a.zip', 'a.nupkg'])
      await at.release('2.0.0', name, { platform: name === 'a.zip' ? 'macos' : `windows ${name}` });
    await expectText(
      `${line}?key=OLD-ONE`,
      403,
      'release_beyond_maintenance',
      'This license does not include releases this new.',
    );
    await at.call('licenses.suspend', { license: KEY });
    await expectText(`${line}?key=${KEY}`, 403, 'license_inactive', 'This license is suspended or revoked.');
    await soon(async () => {
      expect(await at.lastRequest()).toMatchObject({
        dialect: 'feeds',
        status: 403,
        code: 'license_inactive',
        reason: 'The licence is suspended.',
        licenseId: at.license.id,
      });
    });
  });

  test('offers a release that is rolled out to some only to those, and none that is withdrawn', async () => {
    const { release, call, feed } = await shop();
    await release('1.0.0', 'a.exe');
    const { id } = await release('1.1.0', 'a.exe');
    const offered = async (key: string) =>
      /version: "(.*)"/.exec(await (await feed('latest.yml', { key })).text())?.[1];
    const keys = (await call('licenses.createMany', { products: ['7'], count: 40 })).map(({ key }) => key);
    await call('releases.update', { id, rolloutPercent: 50 });
    const first = await Promise.all(keys.map(offered));
    expect(new Set(first)).toEqual(new Set(['1.0.0', '1.1.0']));
    expect(await Promise.all(keys.map(offered))).toEqual(first);
    await call('releases.update', { id, withdrawn: { reason: null } });
    expect(new Set(await Promise.all(keys.map(offered)))).toEqual(new Set(['1.0.0']));
  });
});

describe('what nobody should ask', () => {
  const hostile = [
    '/feeds/',
    '/feeds/7',
    '/feeds/7/stable',
    '/feeds/7/stable/',
    '/feeds//stable/latest.yml',
    '/feeds/7//latest.yml',
    '/feeds/7/stable/a/b/c/d/e',
    '/feeds/7/stable/..%2f..%2f..%2fetc%2fpasswd',
    '/feeds/7/stable/%2e%2e/%2e%2e/lanyard.db',
    '/feeds/7/stable/1.0.0/..%5c..%5clanyard.db',
    '/feeds/7/stable/%00',
    '/feeds/7/stable/1.0.0/a.exe%00.blockmap',
    '/feeds/7/stable/a%00.exe.blockmap',
    '/feeds/7/stable/%ff%fe',
    '/feeds/7/stable/%',
    '/feeds/%/stable/latest.yml',
    '/feeds/7/%E0%A4%A/latest.yml',
    '/feeds/7/stable/%E0%A4%A.yml',
    '/feeds/7/stable/.blockmap',
    '/feeds/7/stable/.blockmap.blockmap',
    '/feeds/7/stable/.yml',
    '/feeds/7/stable/-linux.yml',
    '/feeds/7/stable/latest-linux-mips.yml',
    '/feeds/99999999999999999999/stable/latest.yml',
    '/feeds/-1/stable/latest.yml',
    '/feeds/7/stable/joomla/.xml',
    '/feeds/7/stable/joomla/..%2f.xml',
    '/feeds/7/stable/update/darwin/%2e%2e',
    '/feeds/7/stable/update/darwin/1.0.0%00',
    `/feeds/7/stable/${'x'.repeat(5000)}`,
    `/feeds/7/${'x'.repeat(5000)}/latest.yml`,
    "/feeds/7/stable/';DROP%20TABLE%20releases;--",
    '/feeds/7/stable/theirs.exe',
    '/feeds/7/stable/1.0.0/theirs.exe',
    '/feeds/7/stable/1.0.0/theirs.exe.blockmap',
  ];

  test('reaches no file and breaks nothing', async () => {
    const at = await shop();
    const { release, request, call, logger } = at;
    const faults = vi.spyOn(logger, 'error');
    await release('1.0.0', 'a.exe');
    await call('products.create', { name: 'Theirs', number: 8 });
    await at.publish('theirs', { product: '8', version: '1.0.0', fileName: 'theirs.exe' });
    for (const url of hostile)
      for (const query of [
        '',
        `?key=${KEY}`,
        '?key=%',
        '?key=%00&dlid=x',
        '?key[]=a&key[a]=b',
        `?key=${'k'.repeat(3000)}`,
      ]) {
        const response = await request(url + query);
        expect([url + query, response.status]).toEqual([
          url + query,
          expect.toSatisfy((status) => status >= 400 && status < 500),
        ]);
        expect(await response.text()).not.toContain('theirs');
      }
    expect(faults).not.toHaveBeenCalled();
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('%s is not allowed', async (method) => {
    const { feed } = await shop();
    const response = await feed('latest.yml', { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'HEAD, GET']);
    expect(await response.text()).toBe('Feeds and files are read with GET or HEAD.');
  });

  test('an unknown path is no feed', async () => {
    const { request } = await shop();
    const response = await request('/feeds/7/stable/a/b/c');
    expect([response.status, await response.text()]).toEqual([404, 'There is no such feed.']);
  });
});
