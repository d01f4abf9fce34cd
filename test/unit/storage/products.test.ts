import { describe, expect, it } from 'vitest';
import { aBranch, aLicense, aProduct, aRelease, NOON, stored, uuid } from './stored.ts';

describe('products', () => {
  it('come back by id, number and name, in whatever case the name is written', () => {
    const { store } = stored();
    const product = aProduct({ name: 'Compass', number: 12, url: 'https://compass.example' });
    store.products.insert(product);
    expect(store.products.byId(product.id)).toEqual(product);
    expect(store.products.byNumber(12)).toEqual(product);
    expect(store.products.byName('COMPASS')).toEqual(product);
    expect(store.products.byName('Comp')).toBeUndefined();
  });

  it('are listed by number, and the next number is one more than the highest', () => {
    const { store } = stored();
    expect(store.products.nextNumber()).toBe(1);
    for (const number of [7, 3]) store.products.insert(aProduct({ number }));
    expect(store.products.list().map(({ number }) => number)).toEqual([3, 7]);
    expect(store.products.nextNumber()).toBe(8);
  });

  it('change their name and address and nothing else', () => {
    const { store } = stored();
    const product = aProduct({ number: 1, url: 'https://old.example' });
    store.products.insert(product);
    store.products.update({ ...product, name: 'New', url: null, updatedAt: NOON + 1, number: 99 });
    expect(store.products.byId(product.id)).toEqual({
      ...product,
      name: 'New',
      url: null,
      updatedAt: NOON + 1,
    });
  });

  it('share neither a number nor a name', () => {
    const { store } = stored();
    store.products.insert(aProduct({ name: 'Compass', number: 1 }));
    expect(() => store.products.insert(aProduct({ name: 'compass', number: 2 }))).toThrow(/UNIQUE/);
    expect(() => store.products.insert(aProduct({ name: 'Other', number: 1 }))).toThrow(/UNIQUE/);
  });

  it('take their branches and their place on licences with them, but not while they hold releases', () => {
    const { store } = stored();
    const [empty, full] = [aProduct(), aProduct()];
    for (const product of [empty, full]) store.products.insert(product);
    store.branches.insert(aBranch(empty.id));
    store.releases.insert(aRelease(full.id), null);
    const license = aLicense();
    store.licenses.insert(license, 'AAAA-BBBB-CCCC-DDDD');
    store.licenses.addProduct(license.id, empty.id);
    store.products.remove(empty.id);
    expect(store.branches.ofProduct(empty.id)).toEqual([]);
    expect(store.licenses.hasProducts(license.id)).toBe(false);
    expect(() => store.products.remove(full.id)).toThrow(/FOREIGN KEY/);
  });
});

describe('branches', () => {
  it('come back by id and by name, and are listed by name', () => {
    const { store } = stored();
    const product = aProduct();
    store.products.insert(product);
    const [beta, alpha] = [aBranch(product.id, { name: 'beta' }), aBranch(product.id, { name: 'alpha' })];
    for (const branch of [beta, alpha]) store.branches.insert(branch);
    expect(store.branches.byId(beta.id)).toEqual(beta);
    expect(store.branches.byName(product.id, 'beta')).toEqual(beta);
    expect(store.branches.byName(uuid(), 'beta')).toBeUndefined();
    expect(store.branches.ofProduct(product.id)).toEqual([alpha, beta]);
  });

  it('are in use while they hold a release', () => {
    const { store } = stored();
    const product = aProduct();
    store.products.insert(product);
    const branch = aBranch(product.id);
    store.branches.insert(branch);
    expect(store.branches.inUse(branch.id)).toBe(false);
    const release = aRelease(product.id, { branchId: branch.id });
    store.releases.insert(release, null);
    expect(store.branches.inUse(branch.id)).toBe(true);
    expect(() => store.branches.remove(branch.id)).toThrow(/FOREIGN KEY/);
    store.releases.remove(release.id);
    store.branches.remove(branch.id);
    expect(store.branches.byId(branch.id)).toBeUndefined();
  });
});

describe('metadata', () => {
  const row = (key: string, locked = false) => ({
    ...{ id: uuid(), key, value: `value of ${key}`, locked },
    ...{ createdAt: NOON, updatedAt: NOON },
  });

  it('keeps its order and its locks, and is replaced as a whole', () => {
    const { store } = stored();
    const product = aProduct();
    store.products.insert(product);
    const rows = [row('zebra'), row('ant', true), row('mole')];
    store.metadata.replace('product', product.id, rows);
    expect(store.metadata.of('product', product.id)).toEqual(rows);
    store.metadata.replace('product', product.id, [rows[2]!]);
    expect(store.metadata.of('product', product.id)).toEqual([rows[2]]);
  });

  it('belongs to one owner, and goes with it', () => {
    const { db, store } = stored();
    const product = aProduct();
    const license = aLicense();
    store.products.insert(product);
    store.licenses.insert(license, 'AAAA-BBBB-CCCC-DDDD');
    store.metadata.replace('product', product.id, [row('a')]);
    store.metadata.replace('license', license.id, [row('b')]);
    expect(store.metadata.of('license', license.id)).toMatchObject([{ key: 'b' }]);
    store.licenses.remove(license.id);
    store.products.remove(product.id);
    expect(db.prepare('SELECT count(*) FROM metadata').pluck().get()).toBe(0);
  });
});
