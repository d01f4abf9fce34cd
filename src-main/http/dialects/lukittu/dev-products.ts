import type { Router } from '@koa/router';
import { createProduct, deleteProduct, updateProduct } from '../../../domain/products/manage-products.ts';
import { type Metadata, OWNER_ID, type Product } from '../../../domain/model.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { RequestState } from '../../context.ts';
import { readQuery } from '../../read.ts';
import type { Services } from '../../services.ts';
import { presentData } from './answers.ts';
import { parse } from './client-schemas.ts';
import { presentMetadata, times } from './common-presenters.ts';
import { BASE, type Enter, readId } from './dev-access.ts';
import { readDevBody } from './dev-body.ts';
import { toPaging } from './dev-paging.ts';
import { NewProduct, ProductListQuery, WholeProduct } from './product-schemas.ts';

/** The products of the vendor: beyond Lukittu's own API, in its style. */
export function productRoutes(router: Router<RequestState>, services: Services, enter: Enter): void {
  const { core, backOffice, vendorId } = services;
  const known = (id: string) => core.store.products.byId(id) ?? refuse('product_not_found');
  const present = (product: Product) =>
    presentWholeProduct(vendorId(), product, core.store.metadata.of('product', product.id));

  router.get(`${BASE}/products`, async (ctx) => {
    await enter(ctx, 'product:read');
    const { search = null, ...parameters } = parse(ProductListQuery, readQuery(ctx));
    const page = toPaging(parameters);
    const { rows, total } = await backOffice.run('list.productPage', { ...page, search });
    presentData(ctx, core.now(), 200, 'Products found', {
      products: rows.map((row) => presentWholeProduct(vendorId(), row, row.metadata)),
      hasNextPage: page.offset + rows.length < total,
      totalResults: total,
    });
  });

  router.post(`${BASE}/products`, async (ctx) => {
    await enter(ctx, 'product:write');
    const product = createProduct(core, await readDevBody(ctx, services, NewProduct));
    core.changed(['products']);
    ctx.state.facts = { product };
    presentData(ctx, core.now(), 201, 'Product created', present(product));
  });

  router.get(`${BASE}/products/:productId`, async (ctx) => {
    await enter(ctx, 'product:read', 'productId');
    const product = known(readId(ctx, 'productId'));
    ctx.state.facts = { product };
    presentData(ctx, core.now(), 200, 'Product found', present(product));
  });

  router.put(`${BASE}/products/:productId`, async (ctx) => {
    await enter(ctx, 'product:write', 'productId');
    const stated = await readDevBody(ctx, services, WholeProduct);
    const product = updateProduct(core, known(readId(ctx, 'productId')).id, stated);
    core.changed(['products']);
    ctx.state.facts = { product };
    presentData(ctx, core.now(), 200, 'Product updated', present(product));
  });

  router.delete(`${BASE}/products/:productId`, async (ctx) => {
    await enter(ctx, 'product:write', 'productId');
    const { id: productId } = deleteProduct(core, known(readId(ctx, 'productId')).id);
    core.changed(['products', 'licenses']);
    presentData(ctx, core.now(), 200, 'Product deleted successfully', { productId, deleted: true });
  });
}

/** A product as an answer of its own: as inside other answers, with its number and its metadata. */
function presentWholeProduct(teamId: string, product: Product, metadata: readonly Metadata[]) {
  const { id, number, name, url } = product;
  return {
    ...{ id, number, name, url, teamId, createdByUserId: OWNER_ID, ...times(product) },
    metadata: presentMetadata(teamId, metadata, 'productId', id),
  };
}
