import { expect, test } from 'vitest';
import { contract } from '../../../shared/contract.ts';
import { licensesCsv } from '../../../src-renderer/features/licenses/licenses-csv.ts';
import { maintenanceWords } from '../../../src-renderer/features/licenses/maintenance.ts';
import { maskKey } from '../../../src-renderer/features/licenses/mask-key.ts';
import {
  changeErrors,
  emptyTerms,
  termsChanges,
  termsErrors,
  termsInput,
  termsOf,
} from '../../../src-renderer/features/licenses/terms.ts';

const now = Date.parse('2026-06-01T12:00:00Z');

test.each([
  ['AAAAA-BBBBB-CCCCC-DDDDD-EEEEE', 'AAAAA-•••••-•••••-•••••-EEEEE'],
  ['A1B2C3D4-E5F6A7B8-C9D0E1F2-A3B4C5D6', 'A1B2C3D4-••••••••-••••••••-A3B4C5D6'],
  ['SHORT-KEY', '•••••-KEY'],
  ['ABCD', 'ABCD'],
])('%s is hidden as %s', (key, hidden) => {
  expect(maskKey(key)).toBe(hidden);
});

test.each([
  [{}, { expirationType: 'NEVER' }],
  [
    { expiry: 'days', days: 30, from: 'CREATION' },
    { expirationType: 'DURATION', expirationDays: 30, expirationStart: 'CREATION' },
  ],
] as const)('the terms %j make the call %j', (chosen, expected) => {
  const input = termsInput({ ...emptyTerms('p'), ...chosen });
  expect(input).toMatchObject({ ...expected, products: ['p'], count: 1, seats: null, ipLimit: null });
  expect(contract['licenses.createMany'].input.safeParse(input).success).toBe(true);
});

test('a licence is good until the end of its last day here', () => {
  const { expirationDate } = termsInput({ ...emptyTerms(), expiry: 'date', date: '2027-01-31' });
  const last = new Date(expirationDate!);
  expect([last.getFullYear(), last.getMonth(), last.getDate(), last.getHours()]).toEqual([2027, 0, 31, 23]);
});

test('what cannot be is said by its field', () => {
  const of = (chosen: object) => Object.keys(termsErrors({ ...emptyTerms(), ...chosen }, now));
  expect(of({})).toEqual([]);
  expect(of({ count: 1001 })).toEqual(['count']);
  expect(of({ count: '' })).toEqual(['count']);
  expect(of({ expiry: 'date', date: '' })).toEqual(['date']);
  expect(of({ expiry: 'date', date: '2020-01-01' })).toEqual(['date']);
  expect(of({ expiry: 'days', days: '' })).toEqual(['days']);
});

test('maintenance is bounded by a version, by a day until its end, by both or by neither', () => {
  const of = (chosen: object) => termsInput({ ...emptyTerms(), ...chosen });
  expect(of({})).toMatchObject({ maxVersion: null, releasesUntil: null });
  const bounded = of({ maxVersion: ' 2.1 ', releasesUntil: '2027-01-31' });
  expect(bounded.maxVersion).toBe('2.1');
  expect(new Date(bounded.releasesUntil!).getHours()).toBe(23);
  expect(contract['licenses.createMany'].input.safeParse(bounded).success).toBe(true);
  for (const maxVersion of ['2', 'v2.1', '1.2.3.4', '2.0-rc.1'])
    expect(termsErrors({ ...emptyTerms(), maxVersion }, now)).toEqual({});
  for (const maxVersion of ['final', '1.2.3.4.5', '2.x', '2 1'])
    expect(Object.keys(termsErrors({ ...emptyTerms(), maxVersion }, now))).toEqual(['maxVersion']);
});

test('maintenance in words', () => {
  const releasesUntil = '2027-01-31T12:00:00.000Z';
  expect(maintenanceWords({ maxVersion: null, releasesUntil: null })).toBe('All');
  expect(maintenanceWords({ maxVersion: '2', releasesUntil: null })).toBe('Those up to version 2');
  expect(maintenanceWords({ maxVersion: '2', releasesUntil })).toMatch(
    /^Those up to version 2, published until .*2027/,
  );
});

test('an edited licence tells of the bounds that changed, and of one that was taken away', () => {
  const before = termsOf({ ...license, maxVersion: '2', releasesUntil: '2027-01-31T12:00:00.000Z' });
  expect(termsChanges(before, before)).toEqual({});
  expect(termsChanges(before, { ...before, maxVersion: '', releasesUntil: '' })).toEqual({
    maxVersion: null,
    releasesUntil: null,
  });
  expect(termsChanges(before, { ...before, maxVersion: '3' })).toEqual({ maxVersion: '3' });
});

const license = {
  products: [{ id: 'p', number: 1, name: 'Atlas' }],
  customers: [],
  expirationType: 'DATE',
  expirationDate: '2026-01-31T10:00:00.000Z',
  expirationDays: null,
  expirationStart: null,
  seats: 2,
  maxVersion: null,
  releasesUntil: null,
  ipLimit: null,
  identifierType: 'seat',
  metadata: [{ key: 'tier', value: 'gold', locked: true }],
} as unknown as Parameters<typeof termsOf>[0];

test('a licence that is edited is called with what differs, and nothing else', () => {
  const before = termsOf(license);
  const changes = (chosen: object) => termsChanges(before, { ...before, ...chosen });
  expect(changes({})).toEqual({});
  expect(changes({ days: 7, from: 'CREATION', count: 9 })).toEqual({}); // fields that the choice does not show
  expect(changes({ seats: '', ipLimit: 3 })).toEqual({ seats: null, ipLimit: 3 });
  expect(changes({ products: [], customers: ['c'], identifierType: 'device' })).toEqual({
    products: [],
    customers: ['c'],
    identifierType: 'device',
  });
  const more = [...before.metadata, { key: ' region ', value: 'Bern', locked: false }];
  expect(changes({ metadata: [...more, { key: '', value: ' ', locked: false }] })).toEqual({
    metadata: [before.metadata[0], { key: 'region', value: 'Bern', locked: false }],
  });
  expect(changes({ expiry: 'never' })).toEqual({ expirationType: 'NEVER' });
  expect(changes({ date: '2027-01-31' })).toMatchObject({ expirationType: 'DATE' });
  expect(changes({ expiry: 'days', days: 7 })).toEqual({
    expirationType: 'DURATION',
    expirationDays: 7,
    expirationStart: 'ACTIVATION',
  });
  for (const chosen of [{ seats: 5 }, { expiry: 'days', days: 7 }])
    expect(contract['licenses.update'].input.safeParse({ license: 'x', ...changes(chosen) }).success).toBe(
      true,
    );
});

test('an expiry that stays may lie in the past, a new one may not', () => {
  const before = termsOf(license);
  const wrong = (chosen: object) => Object.keys(changeErrors(before, { ...before, ...chosen }, now));
  expect(wrong({ seats: 5 })).toEqual([]);
  expect(wrong({ date: '2026-02-01' })).toEqual(['date']);
  expect(wrong({ expiry: 'days', days: '' })).toEqual(['days']);
  expect(wrong({ metadata: [{ key: 'tier', value: ' ', locked: false }] })).toEqual(['metadata']);
});

test('licences go into a spreadsheet with their keys', () => {
  const csv = licensesCsv([
    {
      key: 'K-1',
      products: [{ id: 'p', number: 1, name: 'Atlas, the' }],
      customers: [{ id: 'c', name: '=cmd()' }],
      expirationDate: null,
      expirationDays: 30,
      seats: 2,
      ipLimit: null,
      id: 'i',
      createdAt: '2026-06-01T12:00:00.000Z',
    } as unknown as Parameters<typeof licensesCsv>[0][number],
  ]);
  expect(csv.split('\r\n')[1]).toBe(`K-1,"Atlas, the",'=cmd(),,30,2,,i,2026-06-01T12:00:00.000Z`);
});
