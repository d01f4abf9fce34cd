import { newId } from '../../crypto/secrets.ts';
import { DEFAULT_LINE } from '../access/release-checks.ts';
import type { Core } from '../core.ts';
import type { Branch, Product } from '../model.ts';
import { Refusal } from '../refusal.ts';
import type { Store } from '../store.ts';
import { findBranch, findProduct } from './find-product.ts';

/** @throws {Refusal} `product_not_found`, `name_reserved`, `name_taken` */
export function createBranch(core: Core, input: { product: string; name: string }): Branch {
  const { store } = core;
  return store.change(() => {
    const product = findProduct(store, input.product);
    assertNameFree(store, product, input.name);
    const now = core.now();
    const branch = { id: newId(), productId: product.id, name: input.name, createdAt: now, updatedAt: now };
    store.branches.insert(branch);
    return branch;
  });
}

/**
 * Gives a branch another name, which clients then ask for; its releases stay on it.
 * @throws {Refusal} `product_not_found`, `branch_not_found`, `name_reserved` also for the default line, `name_taken`
 */
export function renameBranch(core: Core, input: { product: string; branch: string; name: string }): Branch {
  const { store } = core;
  return store.change(() => {
    const product = findProduct(store, input.product);
    const branch = findBranch(store, product, input.branch);
    if (!branch) throw new Refusal('name_reserved', { message: 'The default line cannot be renamed.' });
    if (branch.name !== input.name) assertNameFree(store, product, input.name);
    const renamed = { ...branch, name: input.name, updatedAt: core.now() };
    store.branches.rename(renamed);
    return renamed;
  });
}

/** @throws {Refusal} `product_not_found`, `branch_not_found`, `branch_in_use` while it holds releases */
export function deleteBranch(core: Core, input: { product: string; branch: string }): Branch {
  const { store } = core;
  return store.change(() => {
    const product = findProduct(store, input.product);
    const branch = findBranch(store, product, input.branch);
    if (!branch) throw new Refusal('name_reserved', { message: 'The default line cannot be deleted.' });
    if (store.branches.inUse(branch.id))
      throw new Refusal('branch_in_use', { message: `The branch ${branch.name} still holds releases.` });
    store.branches.remove(branch.id);
    return branch;
  });
}

function assertNameFree(store: Store, product: Product, name: string): void {
  if (name.toLowerCase() === DEFAULT_LINE)
    throw new Refusal('name_reserved', {
      message: `"${DEFAULT_LINE}" is the name of the default line, which every product has.`,
    });
  if (store.branches.byName(product.id, name))
    throw new Refusal('name_taken', { message: `${product.name} has a branch "${name}" already.` });
}
