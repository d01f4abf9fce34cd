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

describe('on a full disk', () => {
  /** A store whose database may not grow. */
  const full = () => {
    const { db, store } = stored();
    db.exec('CREATE TABLE ballast (bytes)');
    db.pragma('max_page_count = 1'); // SQLite takes the size of the file for it
    return { db, store, write: () => void db.exec('INSERT INTO ballast VALUES (zeroblob(100000))') };
  };
  const refusal = expect.objectContaining({ name: 'Refusal', code: 'disk_full' }) as Error;

  it('a change and bookkeeping are refused whole', () => {
    const { db, store, write } = full();
    for (const run of [store.change, store.bookkeep]) {
      expect(() =>
        run(() => {
          store.products.insert(aProduct());
          write();
        }),
      ).toThrow(refusal);
      expect(store.products.list()).toEqual([]);
    }
    expect(db.inTransaction).toBe(false);
    expect(db.pragma('synchronous', { simple: true })).toBe(NORMAL);
  });

  it('a note is lost, and refuses nobody', () => {
    const { db, store, write } = full();
    store.look(() => store.note(write));
    expect(db.inTransaction).toBe(false);
    expect(store.look(() => store.products.list())).toEqual([]);
  });

  it('a note within a change is part of it', () => {
    const { store, write } = full();
    expect(() =>
      store.change(() => {
        store.products.insert(aProduct());
        store.note(write);
      }),
    ).toThrow(refusal);
    expect(store.products.list()).toEqual([]);
  });

  it('a note that fails for another reason says so', () => {
    const { store } = full();
    expect(() =>
      store.note(() => {
        throw new Error('second thoughts');
      }),
    ).toThrow('second thoughts');
  });
});
