import { Router } from '@koa/router';
import type { RequestState } from '../../context.ts';
import type { Dialect } from '../../dialect.ts';
import type { Services } from '../../services.ts';
import { downloadRoute } from './download.ts';
import { errors, fault, invalid, methodNotAllowed, notFound, present } from './errors.ts';
import { DOWNLOAD, LATEST, UPDATE } from './paths.ts';
import { latestRoute, updateRoute } from './releases.ts';

/** The Cryptlex wire format (seed 003, specs/cryptlex.md, docs/api-cryptlex.md). */
export function cryptlex(services: Services): Dialect {
  const router = new Router<RequestState>({ sensitive: true, strict: true });
  router.get(UPDATE, updateRoute(services));
  router.get(LATEST, latestRoute(services));
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
