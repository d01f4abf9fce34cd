import { Router } from '@koa/router';
import type { Middleware } from 'koa';
import type { RequestState } from '../../context.ts';
import type { Dialect } from '../../dialect.ts';
import type { Services } from '../../services.ts';
import { vendorAccess } from './access.ts';
import { downloadRoute } from './download.ts';
import { errors, fault, invalid, methodNotAllowed, notFound, present } from './errors.ts';
import { allowedRoute, latestRoute, updateRoute } from './news.ts';
import { ALLOWED, DOWNLOAD, LATEST, STATUS, UPDATE, UPLOAD } from './paths.ts';
import { releaseFileRoutes } from './release-files.ts';
import { releaseRoutes } from './releases.ts';
import { tokenRoutes } from './tokens.ts';
import { uploadRoute } from './upload.ts';

/** Questions for news per address and minute: a site behind one address may have many machines. */
const NEWS_RATE = { requests: () => 300, seconds: 60 };

/** The Cryptlex wire format (seed 003, specs/cryptlex.md, docs/api-cryptlex.md). */
export function cryptlex(services: Services): Dialect {
  const router = new Router<RequestState>({ sensitive: true, strict: true });
  const countNews = services.rateLimit(NEWS_RATE);
  const counted: Middleware<RequestState> = async (ctx, next) => {
    await countNews(ctx.state.address);
    await next();
  };
  router.get(STATUS, (ctx) => {
    ctx.body = { status: 'ok' };
  });
  router.get(UPDATE, counted, updateRoute(services));
  router.get(LATEST, counted, latestRoute(services));
  router.get(ALLOWED, counted, allowedRoute(services));
  const enter = vendorAccess(services);
  releaseRoutes(router, services, enter);
  releaseFileRoutes(router, services, enter);
  tokenRoutes(router, services, enter);
  router.put(UPLOAD, uploadRoute(services, enter));
  router.get(DOWNLOAD, downloadRoute(services));
  return {
    name: 'cryptlex',
    prefix: '/v3/',
    router,
    errors,
    invalid,
    notFound,
    methodNotAllowed,
    fault,
    present,
  };
}
