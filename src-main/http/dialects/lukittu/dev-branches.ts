import type { Router } from '@koa/router';
import { createBranch, deleteBranch, renameBranch } from '../../../domain/products/manage-branches.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { RequestState } from '../../context.ts';
import { readQuery } from '../../read.ts';
import type { Services } from '../../services.ts';
import { presentData } from './answers.ts';
import { parse } from './client-schemas.ts';
import { presentBranch } from './common-presenters.ts';
import { BASE, type Enter, readId } from './dev-access.ts';
import { readDevBody } from './dev-body.ts';
import { toPage } from './dev-paging.ts';
import { BranchListQuery, StatedBranch } from './product-schemas.ts';

const BRANCHES = `${BASE}/products/:productId/branches`;

/** The branches of a product, by name: beyond Lukittu's own API, in its style. */
export function branchRoutes(router: Router<RequestState>, services: Services, enter: Enter): void {
  const { core } = services;
  const { branches, products } = core.store;
  const product = (id: string) => products.byId(id) ?? refuse('product_not_found');
  /** The branch that a path names. */
  const named = (productId: string, branchId: string) => {
    const { id } = product(productId);
    const branch = branches.byId(branchId);
    return branch?.productId === id ? branch : refuse('branch_not_found');
  };

  router.get(BRANCHES, async (ctx) => {
    await enter(ctx, 'product:read', 'productId');
    const found = product(readId(ctx, 'productId'));
    const { limit, offset } = toPage(parse(BranchListQuery, readQuery(ctx)));
    const all = branches.ofProduct(found.id);
    ctx.state.facts = { product: found };
    presentData(ctx, core.now(), 200, 'Branches found', {
      branches: all.slice(offset, offset + limit).map(presentBranch),
      hasNextPage: offset + limit < all.length,
      totalResults: all.length,
    });
  });

  router.post(BRANCHES, async (ctx) => {
    await enter(ctx, 'product:write', 'productId');
    const { name } = await readDevBody(ctx, services, StatedBranch);
    const found = product(readId(ctx, 'productId'));
    ctx.state.facts = { product: found };
    const branch = createBranch(core, { product: found.id, name });
    core.changed(['branches']);
    presentData(ctx, core.now(), 201, 'Branch created', presentBranch(branch));
  });

  router.put(`${BRANCHES}/:branchId`, async (ctx) => {
    await enter(ctx, 'product:write', 'productId', 'branchId');
    const { name } = await readDevBody(ctx, services, StatedBranch);
    const { productId, id } = named(readId(ctx, 'productId'), readId(ctx, 'branchId'));
    const branch = renameBranch(core, { product: productId, branch: id, name });
    core.changed(['branches', 'releases']);
    presentData(ctx, core.now(), 200, 'Branch updated', presentBranch(branch));
  });

  router.delete(`${BRANCHES}/:branchId`, async (ctx) => {
    await enter(ctx, 'product:write', 'productId', 'branchId');
    const { productId, id } = named(readId(ctx, 'productId'), readId(ctx, 'branchId'));
    deleteBranch(core, { product: productId, branch: id });
    core.changed(['branches']);
    presentData(ctx, core.now(), 200, 'Branch deleted successfully', { branchId: id, deleted: true });
  });
}
