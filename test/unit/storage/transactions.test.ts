import { describe, expect, it } from 'vitest';
import { aProduct, stored } from './stored.ts';

const FULL = 2;
const NORMAL = 1;

describe('a change of the vendor', () => {
  it('waits for the disk, and bookkeeping does not', () => {
    const { db, store } = stored();
    const synchronous = () => db.pragma('synchronous', { simple: true });
    expect(store.change(synchronous)).toBe(FULL);
    expect(store.bookkeep(synchronous)).toBe(NORMAL);
    expect(synchronous()).toBe(NORMAL);
  });

  it('that fails leaves nothing behind', () => {
    const { db, store } = stored();
    expect(() =>
      store.change(() => {
        store.products.insert(aProduct());
        throw new Error('second thoughts');
      }),
    ).toThrow('second thoughts');
    expect(store.products.list()).toEqual([]);
    expect(db.inTransaction).toBe(false);
    expect(db.pragma('synchronous', { simple: true })).toBe(NORMAL);
  });

  it('inside another one is part of it', () => {
    const { store } = stored();
    expect(() =>
      store.change(() => {
        store.change(() => store.products.insert(aProduct()));
        throw new Error('second thoughts');
      }),
    ).toThrow('second thoughts');
    expect(store.products.list()).toEqual([]);
  });

  it('hands its result on', () => {
    const { store } = stored();
    expect(store.change(() => 7)).toBe(7);
    expect(store.bookkeep(() => 'eight')).toBe('eight');
  });
});
