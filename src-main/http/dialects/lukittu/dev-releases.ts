import { setImmediate } from 'node:timers/promises';
import type { Router } from '@koa/router';
import { refuse } from '../../../domain/refusal.ts';
import { changeRelease, deleteRelease } from '../../../domain/releases/change-release.ts';
import type { RequestState } from '../../context.ts';
import { readQuery } from '../../read.ts';
import type { Services } from '../../services.ts';
import { presentData } from './answers.ts';
import { parse } from './client-schemas.ts';
import { BASE, type Enter, readId } from './dev-access.ts';
import { inWords } from './dev-body.ts';
import { toPaging } from './dev-paging.ts';
import { presentListedRelease, presentRelease } from './release-presenter.ts';
import { NewRelease, ReleaseListQuery, WholeRelease } from './release-schemas.ts';
import { takeRelease } from './release-upload.ts';

/** Releases that are presented in one go: each may carry 30 licences whose keys are unsealed, and checks must not wait for them. */
const BATCH = 10;

/** The releases of the vendor: list, create, replace; and beyond Lukittu's own API read, delete, set the latest. */
export function releaseRoutes(router: Router<RequestState>, services: Services, enter: Enter): void {
  const { core, bytes, rateLimit, vendorId } = services;
  const find = (id: string) => {
    const release = core.store.releases.byId(id) ?? refuse('release_not_found');
    return { release, product: core.store.products.byId(release.productId)! };
  };
  const createLimit = rateLimit({ requests: () => 60, seconds: 60 });
  const updateLimit = rateLimit({ requests: () => 60, seconds: 60 });

  router.get(`${BASE}/releases`, async (ctx) => {
    await enter(ctx, 'release:read');
    const query = parse(ReleaseListQuery, readQuery(ctx));
    const { productId, status = null, search = null } = query;
    const product = core.store.products.byId(productId) ?? refuse('product_not_found');
    ctx.state.facts = { product };
    const page = toPaging(query);
    const { rows, total } = core.store.releases.page({ productId, ...page, status, search });
    const releases = [];
    for (const [index, row] of rows.entries()) {
      if (index > 0 && index % BATCH === 0) await setImmediate();
      releases.push(presentListedRelease(core, vendorId(), row, product));
    }
    const hasNextPage = page.offset + rows.length < total;
    presentData(ctx, core.now(), 200, 'Releases found', { releases, hasNextPage, totalResults: total });
  });

  router.get(`${BASE}/releases/:releaseId`, async (ctx) => {
    await enter(ctx, 'release:read', 'releaseId');
    const { release, product } = find(readId(ctx, 'releaseId'));
    ctx.state.facts = { release, product };
    const data = presentListedRelease(core, vendorId(), release, product);
    presentData(ctx, core.now(), 200, 'Release found', data);
  });

  router.delete(`${BASE}/releases/:releaseId`, async (ctx) => {
    await enter(ctx, 'release:write', 'releaseId');
    const releaseId = readId(ctx, 'releaseId');
    await bytes.collect(deleteRelease(core, releaseId).dropped);
    core.changed(['releases']);
    presentData(ctx, core.now(), 200, 'Release deleted successfully', { releaseId, deleted: true });
  });

  router.post(`${BASE}/releases/:releaseId/set-latest`, async (ctx) => {
    await enter(ctx, 'release:write', 'releaseId');
    const { id } = inWords(() => changeRelease(core, readId(ctx, 'releaseId'), { latest: true }));
    const { release, product } = find(id);
    core.changed(['releases']);
    ctx.state.facts = { release, product };
    const data = presentRelease(core, vendorId(), release, product);
    presentData(ctx, core.now(), 200, 'Release set as latest', data);
  });

  router.post(`${BASE}/releases`, async (ctx) => {
    const key = await enter(ctx, 'release:write');
    await createLimit(key.id);
    const { product, data } = await takeRelease(ctx, services, NewRelease, null);
    core.changed(['releases']);
    ctx.state.facts = { product };
    presentData(ctx, core.now(), 201, 'Release created', data);
  });

  router.put(`${BASE}/releases/:releaseId`, async (ctx) => {
    const key = await enter(ctx, 'release:write', 'releaseId');
    await updateLimit(key.id);
    const { product, data } = await takeRelease(ctx, services, WholeRelease, readId(ctx, 'releaseId'));
    core.changed(['releases']);
    ctx.state.facts = { product };
    presentData(ctx, core.now(), 200, 'Release updated', data);
  });
}
