import { describe, expect, test } from 'vitest';
import { findBranch, findProduct } from '../../../../src-main/domain/products/find-product.ts';
import { createBranch, deleteBranch } from '../../../../src-main/domain/products/manage-branches.ts';
import {
  createProduct,
  deleteProduct,
  updateProduct,
} from '../../../../src-main/domain/products/manage-products.ts';
import { publishRelease } from '../../../../src-main/domain/releases/publish-release.ts';
import { deleteRelease } from '../../../../src-main/domain/releases/change-release.ts';
import { refusalOf, someFile, testCore } from '../../../support/core.ts';

describe('products', () => {
  test('numbers count up, and given ids and numbers are kept', () => {
    const { core } = testCore();
    expect(createProduct(core, { name: 'A' }).number).toBe(1);
    const id = '0F8FAD5B-D9CB-469F-A165-70867728950E';
    expect(createProduct(core, { name: 'B', id, number: 42 })).toMatchObject({
      id: id.toLowerCase(),
      number: 42,
    });
    expect(createProduct(core, { name: 'C' }).number).toBe(43);
    expect(refusalOf(() => createProduct(core, { name: 'D', id }))).toBe('id_taken');
    expect(refusalOf(() => createProduct(core, { name: 'D', number: 42 }))).toBe('number_taken');
    expect(refusalOf(() => createProduct(core, { name: 'b' }))).toBe('name_taken');
  });

  test('one is found by id in any case, by number and by name', () => {
    const { core, store, product } = testCore();
    const compass = product();
    for (const reference of [compass.id, compass.id.toUpperCase(), '1', 'compass'])
      expect(findProduct(store, reference).id).toBe(compass.id);
    expect(refusalOf(() => findProduct(core.store, '2'))).toBe('product_not_found');
    expect(refusalOf(() => findProduct(core.store, '99999999999999999999'))).toBe('product_not_found');
  });

  test('one with releases cannot be deleted; one without takes its branches along', () => {
    const { core, product } = testCore();
    product();
    createBranch(core, { product: '1', name: 'beta' });
    const { release } = publishRelease(core, { product: '1', version: '1.0', branch: 'beta' }, someFile());
    expect(refusalOf(() => deleteProduct(core, '1'))).toBe('product_in_use');
    deleteRelease(core, release.id);
    deleteProduct(core, '1');
    expect(core.store.products.list()).toEqual([]);
  });

  test('a new name must be free, but may be the old one in another case', () => {
    const { core, product } = testCore();
    product('Compass');
    product('Sextant');
    expect(refusalOf(() => updateProduct(core, 'Compass', { name: 'sextant' }))).toBe('name_taken');
    expect(updateProduct(core, 'Compass', { name: 'COMPASS' }).name).toBe('COMPASS');
    expect(updateProduct(core, 'compass', { url: 'https://example.com/' }).url).toBe('https://example.com/');
    expect(updateProduct(core, 'compass', { url: null }).url).toBeNull();
  });
});

describe('branches', () => {
  test('stable is the default line, and nobody else may be called so', () => {
    const { core, store, product } = testCore();
    const compass = product();
    expect(refusalOf(() => createBranch(core, { product: '1', name: 'Stable' }))).toBe('name_reserved');
    expect(findBranch(store, compass, 'stable')).toBeNull();
    expect(findBranch(store, compass, undefined)).toBeNull();
    expect(refusalOf(() => deleteBranch(core, { product: '1', branch: 'stable' }))).toBe('name_reserved');
  });

  test('a name is unique in its product only, and a branch with releases stays', () => {
    const { core, product } = testCore();
    product('A');
    product('B');
    createBranch(core, { product: 'A', name: 'beta' });
    createBranch(core, { product: 'B', name: 'beta' });
    expect(refusalOf(() => createBranch(core, { product: 'A', name: 'beta' }))).toBe('name_taken');
    publishRelease(core, { product: 'A', version: '1.0', branch: 'beta' }, someFile());
    expect(refusalOf(() => deleteBranch(core, { product: 'A', branch: 'beta' }))).toBe('branch_in_use');
    expect(deleteBranch(core, { product: 'B', branch: 'beta' }).name).toBe('beta');
    expect(refusalOf(() => deleteBranch(core, { product: 'B', branch: 'beta' }))).toBe('branch_not_found');
  });
});
