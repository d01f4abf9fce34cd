import { expect, it } from 'vitest';
import type { BlacklistType } from '../../../shared/model/enums.ts';
import { blacklistPages, type BlacklistPageQuery } from '../../../src-main/storage/blacklist-pages.ts';
import { NOON, stored, uuid } from './stored.ts';

it('pages hold the newest or the oldest entries first, of one type and of what is searched for', () => {
  const { db, store } = stored();
  const entries: [BlacklistType, string][] = [
    ...(['10.0.0.1', '10.0.0.2', '192.0.2.0/24'] as const).map((value): [BlacklistType, string] => [
      'IP_ADDRESS',
      value,
    ]),
    ['HARDWARE_IDENTIFIER', 'Gerät-10'],
  ];
  for (const [type, value] of entries)
    store.blacklist.insert({ id: uuid(), type, value, hits: 0, createdAt: NOON, updatedAt: NOON });
  const { blacklistPage } = blacklistPages(db);
  const values = (query: Partial<BlacklistPageQuery>) => {
    const all = { type: null, search: null, direction: 'desc', limit: 2, offset: 0 } as const;
    const { rows, total } = blacklistPage({ ...all, ...query });
    return [rows.map((row) => row.value), total];
  };
  expect(values({})).toEqual([['Gerät-10', '192.0.2.0/24'], 4]);
  expect(values({ direction: 'asc' })).toEqual([['10.0.0.1', '10.0.0.2'], 4]);
  expect(values({ offset: 2 })).toEqual([['10.0.0.2', '10.0.0.1'], 4]);
  expect(values({ type: 'IP_ADDRESS', search: '10.' })).toEqual([['10.0.0.2', '10.0.0.1'], 2]);
  expect(values({ search: 'GERÄT' })).toEqual([['Gerät-10'], 1]);
  expect(values({ search: '_' })).toEqual([[], 0]);
  expect(values({ type: 'COUNTRY' })).toEqual([[], 0]);
});
