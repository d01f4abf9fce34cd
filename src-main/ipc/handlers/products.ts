import { findProduct } from '../../domain/products/find-product.ts';
import { createBranch, deleteBranch, renameBranch } from '../../domain/products/manage-branches.ts';
import { createProduct, deleteProduct, updateProduct } from '../../domain/products/manage-products.ts';
import type { Handlers } from '../dispatch.ts';
import { presentBranch, presentProduct } from '../presenters.ts';
import type { HandlerServices } from './index.ts';

type Area = Pick<
  Handlers,
  | 'products.create'
  | 'products.list'
  | 'products.show'
  | 'products.update'
  | 'products.delete'
  | 'branches.create'
  | 'branches.list'
  | 'branches.rename'
  | 'branches.delete'
>;

export const productHandlers = ({ core }: HandlerServices): Area => ({
  'products.create': (input) => presentProduct(core, createProduct(core, input)),
  'products.list': () => core.store.products.list().map((product) => presentProduct(core, product)),
  'products.show': ({ product }) => presentProduct(core, findProduct(core.store, product)),
  'products.update': ({ product, ...changes }) => presentProduct(core, updateProduct(core, product, changes)),
  'products.delete': ({ product }) => {
    const before = presentProduct(core, findProduct(core.store, product));
    deleteProduct(core, before.id);
    return before;
  },
  'branches.create': (input) => presentBranch(createBranch(core, input)),
  'branches.list': ({ product }) =>
    core.store.branches.ofProduct(findProduct(core.store, product).id).map(presentBranch),
  'branches.rename': (input) => presentBranch(renameBranch(core, input)),
  'branches.delete': (input) => presentBranch(deleteBranch(core, input)),
});
