import { expect, test } from 'vitest';
import { counter, dataOf } from './counter.ts';

const COUNT = 100_000;

test('a hundred thousand licences are listed page by page, and checks are answered meanwhile', async () => {
  const { core, list, license, product, verify, clock } = await counter();
  const { store } = core;
  const template = store.licenses.byId((await license()).id)!;
  store.bookkeep(() => {
    for (let number = 0; number < COUNT; number += 1) {
      const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
      const time = clock.now() + number;
      store.licenses.insert({ ...template, id, createdAt: time, updatedAt: time }, `KEY-${number}`);
      store.licenses.addProduct(id, product.id);
      const pair = { key: 'number', value: `No ${number}`, locked: false, createdAt: time, updatedAt: time };
      store.metadata.replace('license', id, [{ ...pair, id }]);
    }
  });

  const busy = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  /** The longest that this thread, the server's, was busy in one turn while some work ran: milliseconds of its processor time. */
  const longestTurn = async (work: Promise<unknown>): Promise<number> => {
    let longest = 0;
    let done = false;
    void work.finally(() => (done = true));
    while (!done) {
      const before = busy();
      await new Promise((resolve) => setImmediate(resolve));
      longest = Math.max(longest, busy() - before);
    }
    return longest;
  };

  type Page = { totalResults: number; hasNextPage: boolean; licenses: { licenseKey: string }[] };
  const ask = async (query: Record<string, string>) =>
    dataOf<Page>(await list({ pageSize: '100', ...query }));
  const last = COUNT - 1;
  expect((await ask({})).licenses[0]?.licenseKey).toBe(`KEY-${last}`);
  for (const query of [
    {},
    { page: '1000' },
    { sortColumn: 'updatedAt', sortDirection: 'asc', page: '500' },
    { status: 'ACTIVE', productIds: product.id },
    { metadataKey: 'number', metadataValue: 'no 9' },
  ]) {
    const page = ask(query);
    const checked = verify();
    const longest = await longestTurn(page);
    expect((await page).licenses).toHaveLength(100);
    expect((await checked).json.result.valid).toBe(true);
    expect(longest, JSON.stringify(query)).toBeLessThan(50); // to list them on this thread takes several times as long
  }
  expect((await ask({ metadataKey: 'number', metadataValue: `No ${last}` })).totalResults).toBe(1);
  expect((await ask({ search: `KEY-${last}` })).licenses).toHaveLength(1);
});
