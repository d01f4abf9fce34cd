import { describe, expect, test } from 'vitest';
import { manualClock } from '../../support/clock.ts';
import { expectRefusal, PRODUCT_ID } from './shop.ts';
import { vendor } from './vendor.ts';

/** Six releases, a second apart: two platforms of 1.0, two lines, a draft, one of another product, one of another API. */
async function stocked() {
  const clock = manualClock();
  const server = await vendor({ now: clock.now });
  const other = await server.call('products.create', { name: 'Other' });
  const step = () => clock.advance(1000);
  await server.release2({ name: 'First', version: '1.0', notes: 'hidden' });
  step();
  await server.release2({ name: 'First', version: '1.0', platform: 'linux' });
  step();
  await server.release2({ name: 'Second 100%', version: '1.10', channel: 'beta' });
  step();
  await server.create({ name: 'Draft', version: '1.9' });
  step();
  await server.release2({ name: 'Elsewhere', version: '2.0', productId: other.id });
  step();
  await server.release('2.1-rc.1', { platform: 'any-thing' });
  const found = async (query: string) =>
    (await server.list(`?sort=version,platform&${query}`)).map(
      ({ version, platform }) => `${version} ${platform}`,
    );
  return { ...server, other, found };
}

const FIRST = ['1.0 linux', '1.0 windows'];
const ALL = [...FIRST, '1.9 windows', '1.10 windows', '2.0 windows', '2.1-rc.1 any-thing'];
const without = (...gone: string[]) => ALL.filter((one) => !gone.includes(one));

describe('filters', () => {
  const cases: [query: string, expected: string[]][] = [
    ['', ALL],
    ['name=First', FIRST],
    ['name=first', []],
    ['name[eq]=First', FIRST],
    ['name[ne]=First', without(...FIRST)],
    ['name[sw]=fir', FIRST],
    ['name[ew]=100%25', ['1.10 windows']],
    ['name[cn]=ON', ['1.10 windows']],
    ['name[cn]=%25', ['1.10 windows']],
    ['name[cn]=_', []],
    ['name[nc]=RS', without(...FIRST)],
    ['name[in]=First,Draft', [...FIRST, '1.9 windows']],
    ['name[nin]=First,Draft', without(...FIRST, '1.9 windows')],
    ['name[gt]=First', ['1.10 windows', '2.1-rc.1 any-thing']],
    ['name[lte]=Draft', ['1.9 windows']],
    ["name='%20OR%201=1%20--", []],
    ['platform=linux', ['1.0 linux']],
    ['platform[ne]=windows', ['1.0 linux', '2.1-rc.1 any-thing']],
    ['channel=beta', ['1.10 windows']],
    ['channel[in]=stable', without('1.10 windows')],
    ['version=1.0', FIRST],
    ['version=1.0.0', []],
    ['version[gt]=1.9', ['1.10 windows', '2.0 windows', '2.1-rc.1 any-thing']],
    ['version[gte]=1.9', without(...FIRST)],
    ['version[lt]=1.10', [...FIRST, '1.9 windows']],
    ['version[lte]=1.10', [...FIRST, '1.9 windows', '1.10 windows']],
    ['version[gt]=2.0&version[lt]=2.1', ['2.1-rc.1 any-thing']],
    ['version[sw]=1.', [...FIRST, '1.9 windows', '1.10 windows']],
    ['version[in]=1.9,2.0', ['1.9 windows', '2.0 windows']],
    ['published=false', ['1.9 windows']],
    ['published=TRUE', without('1.9 windows')],
    ['published[ne]=true', ['1.9 windows']],
    ['private=true', []],
    ['private[eq]=false', ALL],
    [`productId=${PRODUCT_ID}`, without('2.0 windows')],
    [`productId[nin]=${PRODUCT_ID}`, ['2.0 windows']],
    ['createdAt[gt]=2026-06-01T12:00:03Z', ['2.0 windows', '2.1-rc.1 any-thing']],
    ['createdAt[gte]=2026-06-01T14:00:04%2B02:00', ['2.0 windows', '2.1-rc.1 any-thing']],
    ['createdAt[lt]=2026-06-01T12:00:02.000', FIRST],
    ['createdAt[lte]=2026-06-01', []],
    ['createdAt=2026-06-01T12:00:03Z', ['1.9 windows']],
    ['updatedAt[gt]=2026-06-01T12:00:04.999Z', ['2.1-rc.1 any-thing']],
    ['query=FIRST', FIRST],
    ['query=LINUX', ['1.0 linux']],
    ['query=1.1', ['1.10 windows']],
    ['query=hidden', []],
    ['query=app.zip&published=true', without('1.9 windows')],
    ['name=First&platform=windows', ['1.0 windows']],
    ['name=&platform=', ALL],
    ['unknown=1&accountId=2', ALL],
  ];

  test('each finds what it says', async () => {
    const { found } = await stocked();
    for (const [query, expected] of cases) expect([query, await found(query)]).toEqual([query, expected]);
  });

  test.each([
    'page=0',
    'page=x',
    'page=-1',
    'limit=0',
    'limit=101',
    'limit=ten',
    'sort=bytes',
    'sort=name;',
    `query=${'x'.repeat(257)}`,
    `name=${'x'.repeat(257)}`,
    'name[zz]=1',
    'name[]=1',
    'published=yes',
    'published[gt]=true',
    'createdAt=yesterday',
    'createdAt[cn]=2026',
    'createdAt[gt]=2026-13-45T99:00:00Z',
    'createdAt[gt]=2026-02-31',
    'version[gt]=final',
    `name[in]=${Array.from({ length: 101 }, () => 'a').join(',')}`,
    'name=%zz',
  ])('%s is refused', async (query) => {
    const { send } = await vendor();
    await expectRefusal(await send('GET', `releases?${query}`), 400, 'INVALID_REQUEST');
  });
});

describe('pages and order', () => {
  test('a page is a bare array, and its headers say where it lies', async () => {
    const { send, list } = await stocked();
    const response = await send('GET', 'releases?page=2&limit=4&sort=version');
    const header = (name: string) => response.headers.get(`pagination-${name}`);
    expect([header('count'), header('page'), header('limit')]).toEqual(['6', '2', '4']);
    expect(((await response.json()) as { version: string }[]).map(({ version }) => version)).toEqual([
      '2.0',
      '2.1-rc.1',
    ]);
    const first = await send('GET', 'releases');
    expect([first.headers.get('pagination-page'), first.headers.get('pagination-limit')]).toEqual([
      '1',
      '20',
    ]);
    expect(await list('?page=999999')).toEqual([]);
    const head = await send('HEAD', 'releases?limit=1');
    expect([head.status, head.headers.get('pagination-count'), await head.text()]).toEqual([200, '6', '']);
  });

  test.each([
    ['', ['2.1-rc.1', '2.0', '1.9', '1.10', '1.0', '1.0']],
    ['sort=createdAt', ['1.0', '1.0', '1.10', '1.9', '2.0', '2.1-rc.1']],
    ['sort=-version', ['2.1-rc.1', '2.0', '1.10', '1.9', '1.0', '1.0']],
    ['sort=%2Bversion', ['1.0', '1.0', '1.9', '1.10', '2.0', '2.1-rc.1']],
    ['sort=published,-version', ['1.9', '2.1-rc.1', '2.0', '1.10', '1.0', '1.0']],
  ])('in the order of %j', async (query, expected) => {
    const { list } = await stocked();
    expect((await list(`?${query}`)).map(({ version }) => version)).toEqual(expected);
  });
});

test('release files are listed by what they are', async () => {
  const { send, stocked: files } = await stockedFiles();
  const names = async (query: string) =>
    ((await (await send('GET', `release-files?${query}`)).json()) as { name: string }[]).map(
      ({ name }) => name,
    );
  expect(await names('sort=name')).toEqual(['a.exe', 'b.tgz', 'c.zip']);
  expect(await names(`releaseId=${files.linux}`)).toEqual(['b.tgz']);
  expect(await names('name[ew]=.EXE')).toEqual(['a.exe']);
  expect(await names('size[gt]=2&sort=-size')).toEqual(['c.zip', 'b.tgz']);
  expect(await names('query=c.z')).toEqual(['c.zip']);
  expect(await names(`productId=${PRODUCT_ID}&limit=1&sort=name&page=2`)).toEqual(['b.tgz']);
  await expectRefusal(await send('GET', 'release-files?sort=version'), 400, 'INVALID_REQUEST');
  await expectRefusal(await send('GET', 'release-files?size[cn]=1'), 400, 'INVALID_REQUEST');
});

async function stockedFiles() {
  const server = await vendor();
  const windows = await server.create();
  const linux = await server.create({ platform: 'linux' });
  await server.create({ platform: 'macos' });
  const next = await server.create({ version: '3.0' });
  await server.upload(windows.id, 'w', 'a.exe');
  await server.upload(linux.id, 'lll', 'b.tgz');
  await server.upload(next.id, 'nnnnn', 'c.zip');
  return { ...server, stocked: { windows: windows.id, linux: linux.id } };
}
