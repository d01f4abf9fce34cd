import { setImmediate } from 'node:timers/promises';
import type { Router } from '@koa/router';
import { ReleaseStatus } from '../../../../shared/model/enums.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { RequestState } from '../../context.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { readQuery } from '../../read.ts';
import type { Services } from '../../services.ts';
import { presentData } from './answers.ts';
import { UUID } from './client-schemas.ts';
import { devAccess, readId } from './dev-access.ts';
import { presentListedRelease } from './release-presenter.ts';
import { NewRelease, WholeRelease } from './release-schemas.ts';
import { takeRelease } from './release-upload.ts';

const BASE = '/api/v1/dev/teams/:teamId';

/** Releases that are presented in one go: each may carry 30 licences whose keys are unsealed, and checks must not wait for them. */
const BATCH = 10;

const sortColumns = ['version', 'createdAt', 'updatedAt', 'latest'] as const;

/** The endpoints that the vendor's own tools call. */
export function devRoutes(router: Router<RequestState>, services: Services): void {
  const { core, rateLimit, vendorId } = services;
  const enter = devAccess(services);
  const createLimit = rateLimit({ requests: () => 60, seconds: 60 });
  const updateLimit = rateLimit({ requests: () => 60, seconds: 60 });

  router.get(`${BASE}/releases`, async (ctx) => {
    await enter(ctx);
    const query = readQuery(ctx);
    const productId = query['productId']?.toLowerCase() ?? '';
    if (!UUID.test(productId)) throw new InvalidRequest('schema', 'Invalid productId');
    const product = core.store.products.byId(productId) ?? refuse('product_not_found');
    ctx.state.facts = { product };
    const page = /^[1-9]\d{0,8}$/.test(query['page'] ?? '') ? Number(query['page']) : 1;
    const pageSize = oneOf(['10', '25', '50', '100'], query['pageSize']) ?? '25';
    const limit = Number(pageSize);
    const offset = (page - 1) * limit;
    const { rows, total } = core.store.releases.page({
      ...{ productId, limit, offset },
      status: oneOf(ReleaseStatus.options, query['status']) ?? null,
      search: query['search'] ?? null,
      sort: oneOf(sortColumns, query['sortColumn']) ?? 'createdAt',
      direction: oneOf(['asc', 'desc'], query['sortDirection']) ?? 'desc',
    });
    const releases = [];
    for (const [index, row] of rows.entries()) {
      if (index > 0 && index % BATCH === 0) await setImmediate();
      releases.push(presentListedRelease(core, vendorId(), row, product));
    }
    const hasNextPage = offset + rows.length < total;
    presentData(ctx, core.now(), 200, 'Releases found', { releases, hasNextPage, totalResults: total });
  });

  router.post(`${BASE}/releases`, async (ctx) => {
    const key = await enter(ctx);
    await createLimit(key.id);
    const { product, data } = await takeRelease(ctx, services, NewRelease, null);
    services.changed(['releases']);
    ctx.state.facts = { product };
    presentData(ctx, core.now(), 201, 'Release created', data);
  });

  router.put(`${BASE}/releases/:releaseId`, async (ctx) => {
    const key = await enter(ctx, 'releaseId');
    await updateLimit(key.id);
    const { product, data } = await takeRelease(ctx, services, WholeRelease, readId(ctx, 'releaseId'));
    services.changed(['releases']);
    ctx.state.facts = { product };
    presentData(ctx, core.now(), 200, 'Release updated', data);
  });
}

/** A value of a closed list, or nothing: lists never refuse a bad parameter but fall back. */
const oneOf = <T extends string>(options: readonly T[], value: string | undefined): T | undefined =>
  options.find((option) => option === value);
