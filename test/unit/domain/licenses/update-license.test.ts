import { describe, expect, test } from 'vitest';
import { createCustomer } from '../../../../src-main/domain/customers/manage-customers.ts';
import type { ExpirationInput } from '../../../../src-main/domain/licenses/expiration.ts';
import { type LicenseChanges, updateLicense } from '../../../../src-main/domain/licenses/update-license.ts';
import { refusalOf, testCore } from '../../../support/core.ts';

const DAY = 86_400_000;

function desk() {
  const opened = testCore();
  const { core, store } = opened;
  return {
    ...opened,
    update: (reference: string, changes: LicenseChanges) => updateLicense(core, reference, changes),
    metadata: (id: string) => store.metadata.of('license', id).map(({ key, value }) => `${key}=${value}`),
  };
}

describe('a licence that is changed', () => {
  test('keeps what is not named', () => {
    const { license, update, clock, product, metadata, store, core } = desk();
    product();
    createCustomer(core, { fullName: 'Ann' });
    const before = license({
      ...{ products: ['Compass'], customers: ['Ann'], seats: 3, ipLimit: 2, identifierType: 'seat' },
      ...{ expirationType: 'DATE', expirationDate: clock.now() + DAY, maxVersion: '2' },
      metadata: [{ key: 'plan', value: 'pro', locked: false }],
    });
    clock.advance(1000);
    expect(update(before.id, {})).toEqual({ ...before, updatedAt: clock.now() });
    expect([store.licenses.products(before.id), store.licenses.customers(before.id)]).toMatchObject([
      [{ name: 'Compass' }],
      [{ name: 'Ann' }],
    ]);
    expect(metadata(before.id)).toEqual(['plan=pro']);
    expect(update(before.id, { seats: 0, ipLimit: null, maxVersion: null })).toMatchObject({
      ...{ seats: null, ipLimit: null, maxVersion: null, identifierType: 'seat' },
    });
  });

  test('has its lists replaced as wholes', () => {
    const { license, update, product, metadata, store } = desk();
    for (const name of ['Compass', 'Sextant']) product(name);
    const { id } = license({ products: ['Compass'], metadata: [{ key: 'a', value: '1', locked: true }] });
    update(id, { products: ['Sextant', 'Sextant'], metadata: [{ key: 'b', value: '2', locked: false }] });
    expect(store.licenses.products(id)).toMatchObject([{ name: 'Sextant' }]);
    expect(metadata(id)).toEqual(['b=2']);
    update(id, { products: [], metadata: [] });
    expect([store.licenses.products(id), metadata(id)]).toEqual([[], []]);
  });

  test('is found by its new key only, and may be given the key it has', () => {
    const { license, update, store } = desk();
    const { id } = license({ key: 'FIRST-KEY' });
    license({ key: 'OTHER-KEY' });
    expect(update(id, { key: 'SECOND-KEY' }).keyHint).toBe('…-KEY');
    expect(store.licenses.byKey('FIRST-KEY')).toBeUndefined();
    expect(store.licenses.byKey('SECOND-KEY')?.id).toBe(id);
    expect(store.licenses.key(id)).toBe('SECOND-KEY');
    update(id, { key: 'SECOND-KEY' });
    expect(refusalOf(() => update(id, { key: 'OTHER-KEY' }))).toBe('key_taken');
  });

  test('is refused whole or not at all', () => {
    const { license, update, store, product } = desk();
    product();
    const before = license({ products: ['Compass'] });
    const wrong: [LicenseChanges, string][] = [
      [{ seats: 1, products: ['Nothing'] }, 'product_not_found'],
      [{ seats: 1, customers: ['Nobody'] }, 'customer_not_found'],
      [{ seats: 1, expiration: { expirationType: 'DATE', expirationDate: 1 } }, 'invalid_input'],
      [{ seats: 1, products: [], maxVersion: 'final' }, 'invalid_input'],
    ];
    for (const [changes, code] of wrong) expect(refusalOf(() => update(before.id, changes))).toBe(code);
    expect(refusalOf(() => update('nothing', {}))).toBe('license_not_found');
    expect(store.licenses.byId(before.id)).toEqual(before);
    expect(store.licenses.products(before.id)).toHaveLength(1);
  });
});

describe('an expiry that is stated anew', () => {
  const days = (expirationDays: number, expirationStart: 'CREATION' | 'ACTIVATION'): ExpirationInput => ({
    expirationType: 'DURATION',
    ...{ expirationDays, expirationStart },
  });

  test('counts days from the creation, whenever it is stated', () => {
    const { license, update, clock } = desk();
    const { id, createdAt } = license();
    clock.advance(10 * DAY);
    expect(update(id, { expiration: days(30, 'CREATION') }).expirationDate).toBe(createdAt + 30 * DAY);
    expect(update(id, { expiration: days(5, 'CREATION') }).expirationDate).toBe(createdAt + 5 * DAY);
  });

  test('counts days from the first use, which stays what it was', () => {
    const { license, update, clock, store } = desk();
    const { id } = license(days(30, 'ACTIVATION'));
    expect(update(id, { expiration: days(20, 'ACTIVATION') }).expirationDate).toBeNull();
    const begun = clock.now();
    store.licenses.startDuration(id, begun + 20 * DAY);
    clock.advance(3 * DAY);
    const same = update(id, { expiration: days(20, 'ACTIVATION') });
    expect(same.expirationDate).toBe(begun + 20 * DAY);
    expect(update(id, { expiration: days(50, 'ACTIVATION') }).expirationDate).toBe(begun + 50 * DAY);
    update(id, { expiration: { expirationType: 'NEVER' } });
    expect(update(id, { expiration: days(50, 'ACTIVATION') }).expirationDate).toBeNull();
  });

  test('may be a date of the past only where that is the date it has', () => {
    const { license, update, clock } = desk();
    const date = clock.now() + DAY;
    const { id } = license({ expirationType: 'DATE', expirationDate: date });
    clock.advance(2 * DAY);
    const on = (expirationDate: number) => ({
      expiration: { expirationType: 'DATE' as const, expirationDate },
    });
    expect(update(id, on(date)).expirationDate).toBe(date);
    expect(refusalOf(() => update(id, on(date + 1)))).toBe('invalid_input');
    expect(update(id, on(clock.now() + 1)).expirationDate).toBe(clock.now() + 1);
  });
});
