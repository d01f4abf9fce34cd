import { newId } from '../../crypto/secrets.ts';
import { DEFAULT_LINE } from '../access/release-checks.ts';
import type { Core } from '../core.ts';
import type { Branch } from '../model.ts';
import { Refusal } from '../refusal.ts';
import { findBranch, findProduct } from './find-product.ts';

/** @throws {Refusal} `product_not_found`, `name_reserved`, `name_taken` */
export function createBranch(core: Core, input: { product: string; name: string }): Branch {
  const { store } = core;
  return store.change(() => {
    const product = findProduct(store, input.product);
    if (input.name.toLowerCase() === DEFAULT_LINE)
      throw new Refusal('name_reserved', {
        message: `"${DEFAULT_LINE}" is the name of the default line, which every product has.`,
      });
    if (store.branches.byName(product.id, input.name))
      throw new Refusal('name_taken', { message: `${product.name} has a branch "${input.name}" already.` });
    const now = core.now();
    const branch = { id: newId(), productId: product.id, name: input.name, createdAt: now, updatedAt: now };
    store.branches.insert(branch);
    return branch;
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
