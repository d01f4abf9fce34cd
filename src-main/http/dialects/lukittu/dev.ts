import type { Router } from '@koa/router';
import type { RequestState } from '../../context.ts';
import type { Services } from '../../services.ts';
import { devAccess } from './dev-access.ts';
import { blacklistRoutes } from './dev-blacklist.ts';
import { branchRoutes } from './dev-branches.ts';
import { customerRoutes } from './dev-customers.ts';
import { licenseRoutes } from './dev-licenses.ts';
import { productRoutes } from './dev-products.ts';
import { releaseRoutes } from './dev-releases.ts';
import { seatRoutes } from './dev-seats.ts';
import { statisticsRoutes } from './dev-statistics.ts';

/** The endpoints that the vendor's own tools call; one door lets in to all of them, with one limit per API key. */
export function devRoutes(router: Router<RequestState>, services: Services): void {
  const enter = devAccess(services);
  customerRoutes(router, services, enter);
  productRoutes(router, services, enter);
  branchRoutes(router, services, enter);
  releaseRoutes(router, services, enter);
  licenseRoutes(router, services, enter);
  seatRoutes(router, services, enter);
  blacklistRoutes(router, services, enter);
  statisticsRoutes(router, services, enter);
}
