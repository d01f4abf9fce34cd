import { Router } from '@koa/router';
import type { RequestState } from '../../context.ts';
import type { Dialect } from '../../dialect.ts';
import type { Services } from '../../services.ts';
import { downloadRoute } from './download.ts';
import { errors, fault, invalid, methodNotAllowed, notFound, present } from './errors.ts';

const PREFIX = '/api/index.php/v1/licensedock/';

/** The LicenseDock wire format (seed 004, specs/licensedock.md, docs/api-licensedock.md). */
export function licensedock(services: Services): Dialect {
  const router = new Router<RequestState>({ sensitive: true });
  router.get(`${PREFIX}downloads{/:product_id}`, ...downloadRoute(services));
  return {
    name: 'licensedock',
    prefix: PREFIX,
    router,
    errors,
    invalid,
    notFound,
    methodNotAllowed,
    fault,
    present,
  };
}
