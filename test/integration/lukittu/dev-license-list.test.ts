import { describe, expect, test } from 'vitest';
import { counter, dataOf } from './counter.ts';
import { KEY, NOWHERE } from './shop.ts';
import { expectDevRefusal } from './workshop.ts';

type Page = { hasNextPage: boolean; totalResults: number; licenses: { licenseKey: string }[] };

const DAY = 86_400_000;
const keyOf = (name: string) => `${name.toUpperCase().padEnd(5, '0')}-AAAAA-AAAAA-AAAAA-AAAAA`;

/** Licences under names of at most five letters, and lists that tell their names. */
async function shelf() {
  const opened = await counter();
  const names = async (query: Record<string, string> = {}): Promise<string[]> =>
    dataOf<Page>(await opened.list(query)).licenses.map(({ licenseKey }) =>
      licenseKey.slice(0, 5).replaceAll('0', '').toLowerCase(),
    );
  return {
    ...opened,
    names,
    sorted: async (query: Record<string, string>) => (await names(query)).toSorted(),
    add: (name: string, input: Parameters<typeof opened.license>[0] = {}) =>
      opened.license({ key: keyOf(name), ...input }),
  };
}

describe('a list of licences', () => {
  test('comes in pages, and in order where all have one time', async () => {
    const { call, product, list, core } = await counter();
    await call('licenses.createMany', { count: 60, products: [product.id] });
    const page = async (query: Record<string, string>) => {
      const { licenses, hasNextPage, totalResults } = dataOf<Page>(await list(query));
      return [licenses.length, hasNextPage, totalResults];
    };
    expect(await page({})).toEqual([25, true, 60]);
    expect(await page({ page: '3' })).toEqual([10, false, 60]);
    expect(await page({ page: '4' })).toEqual([0, false, 60]);
    expect(await page({ page: '999999999', pageSize: '100' })).toEqual([0, false, 60]);
    expect(await page({ pageSize: '10', page: '6' })).toEqual([10, false, 60]);
    expect(await page({ pageSize: '100' })).toEqual([60, false, 60]);
    const seen = new Set<string>();
    for (const number of ['1', '2', '3'])
      for (const { licenseKey } of dataOf<Page>(await list({ page: number })).licenses) seen.add(licenseKey);
    expect(seen.size).toBe(60);
    for (const key of seen) expect(core.store.licenses.byKey(key)).toBeDefined();
  });

  test('is never refused for a bad parameter of the page: it falls back', async () => {
    const { add, names } = await shelf();
    await add('one');
    const bad = {
      pageSize: '7',
      sortColumn: 'key_sealed; DROP TABLE licenses',
      sortDirection: 'sideways',
      status: 'LOST',
      search: 'one',
      metadataKey: 'plan',
    };
    expect(await names(bad)).toEqual(['one']);
    for (const page of ['0', '-1', 'x', '1.5', '1e9', '99999999999999999999'])
      expect(await names({ page })).toEqual(['one']);
  });

  test('is sorted by when a licence was made or changed, newest first unless asked', async () => {
    const { add, names, call, clock } = await shelf();
    for (const name of ['one', 'two', 'three']) {
      await add(name);
      clock.advance(1000);
    }
    await call('licenses.update', { license: keyOf('one'), seats: 3 });
    expect(await names()).toEqual(['three', 'two', 'one']);
    expect(await names({ sortDirection: 'asc' })).toEqual(['one', 'two', 'three']);
    expect(await names({ sortColumn: 'updatedAt' })).toEqual(['one', 'three', 'two']);
    expect(await names({ sortColumn: 'updatedAt', sortDirection: 'asc' })).toEqual(['two', 'three', 'one']);
  });

  test('is searched by a whole key only, whatever its shape', async () => {
    const { add, names, license, clock } = await shelf();
    await add('one');
    clock.advance(1000);
    await add('two');
    expect(await names({ search: keyOf('two') })).toEqual(['two']);
    expect(await names({ search: KEY })).toEqual([]);
    expect(await names({ search: 'TWO' })).toEqual(['two', 'one']);
    expect(await names({ search: '' })).toEqual(['two', 'one']);
    const other = await license({ key: 'abcdef-012345-abcdef-012345-abcdef-012345' });
    expect(await names({ search: other.key })).toHaveLength(1);
  });

  test('is filtered by products and customers, any of each', async () => {
    const { add, names, sorted, call, list, product } = await shelf();
    const sextant = await call('products.create', { name: 'Sextant' });
    const [ada, bob] = [
      await call('customers.create', { name: 'Ada' }),
      await call('customers.create', { name: 'Bob' }),
    ];
    await add('one', { customers: [ada.id] });
    await add('two', { products: [sextant.id], customers: [ada.id, bob.id] });
    await add('both', { products: [product.id, sextant.id] });
    await add('none', { products: [] });
    expect(await sorted({ productIds: product.id })).toEqual(['both', 'one']);
    expect(await sorted({ productIds: `${product.id},${sextant.id.toUpperCase()}` })).toEqual([
      'both',
      'one',
      'two',
    ]);
    expect(await sorted({ customerIds: bob.id })).toEqual(['two']);
    expect(await sorted({ customerIds: `${ada.id}, ${bob.id}` })).toEqual(['one', 'two']);
    expect(await names({ productIds: sextant.id, customerIds: ada.id })).toEqual(['two']);
    expect(await names({ productIds: NOWHERE })).toEqual([]);
    for (const name of ['productIds', 'customerIds'])
      for (const value of ['x', `${NOWHERE},`, ','])
        expectDevRefusal(await list({ [name]: value }), [400, 'BAD_REQUEST', `Invalid ${name}`]);
  });

  test('is filtered by metadata: the exact key, and a part of the value in any case', async () => {
    const { add, names, sorted } = await shelf();
    const of = (key: string, value: string) => ({ metadata: [{ key, value }] });
    await add('one', of('plan', 'ÄGYPTEN Pro'));
    await add('two', of('plan', 'basic'));
    await add('three', of('Plan', 'pro'));
    expect(await names({ metadataKey: 'plan', metadataValue: 'ägypten pRO' })).toEqual(['one']);
    expect(await sorted({ metadataKey: 'plan', metadataValue: 's' })).toEqual(['two']);
    expect(await names({ metadataKey: 'plan', metadataValue: '%' })).toEqual([]);
    expect(await names({ metadataKey: 'pla', metadataValue: 'pro' })).toEqual([]);
    expect(await names({ metadataKey: 'plan' })).toHaveLength(3);
    expect(await names({ metadataValue: 'basic' })).toHaveLength(3);
  });

  test('is filtered by status, and by several things at once', async () => {
    const { add, names, sorted, clock, setLicense, core, product } = await shelf();
    const date = (days: number) => new Date(clock.now() + days * DAY).toISOString();
    const dated = (days: number) => ({ expirationType: 'DATE', expirationDate: date(days) }) as const;
    await add('fresh');
    await add('used');
    await add('idle', { metadata: [{ key: 'plan', value: 'pro' }] });
    await add('soon', dated(60));
    await add('late', dated(40));
    await add('far', dated(100));
    await add('wait', { expirationType: 'DURATION', expirationStart: 'ACTIVATION', expirationDays: 9 });
    await add('off', { metadata: [{ key: 'plan', value: 'pro' }] });
    await add('gone');
    const id = (name: string) => core.store.licenses.byKey(keyOf(name))!.id;
    setLicense(id('off'), { suspended: true });
    setLicense(id('gone'), { revoked: true });
    expect(await sorted({ status: 'ACTIVE' })).toEqual(['far', 'fresh', 'idle', 'late', 'soon', 'used']);
    clock.advance(30 * DAY);
    core.store.licenses.touch(id('used'), clock.now());
    await add('new');
    clock.advance(15 * DAY);
    expect(await sorted({ status: 'ACTIVE' })).toEqual(['new', 'used']);
    expect(await sorted({ status: 'INACTIVE' })).toEqual(['far', 'fresh', 'idle']);
    expect(await sorted({ status: 'EXPIRING' })).toEqual(['soon']);
    expect(await sorted({ status: 'EXPIRED' })).toEqual(['late']);
    expect(await sorted({ status: 'UPCOMING' })).toEqual(['wait']);
    expect(await sorted({ status: 'SUSPENDED' })).toEqual(['gone', 'off']);
    expect(await sorted({ status: 'suspended' })).toHaveLength(10);
    const plan = { metadataKey: 'plan', metadataValue: 'pro', productIds: product.id };
    expect(await names({ ...plan, status: 'SUSPENDED' })).toEqual(['off']);
    expect(await names({ ...plan, status: 'INACTIVE', search: keyOf('off') })).toEqual([]);
    expect(await names({ ...plan, status: 'INACTIVE', search: keyOf('idle') })).toEqual(['idle']);
  });
});
