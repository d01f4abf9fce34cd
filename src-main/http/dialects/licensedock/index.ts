import { Router } from '@koa/router';
import type { Middleware } from 'koa';
import { seatsTaken } from '../../../domain/licenses/standing.ts';
import type { Context, RequestState } from '../../context.ts';
import type { Dialect, WireError } from '../../dialect.ts';
import type { Services } from '../../services.ts';
import { downloadRoute } from './download.ts';
import { errors, fault, invalid, methodNotAllowed, notFound, present } from './errors.ts';
import { activateRoute, deactivateRoute, validateRoute } from './licenses.ts';
import { presentUsage } from './presenters.ts';
import { updatesRoute } from './updates.ts';

const PREFIX = '/api/index.php/v1/licensedock/';

/** "60 requests per 60 seconds per IP" (seed 004), of all endpoints together. */
const RATE = { requests: () => 60, seconds: 60 };

/** The LicenseDock wire format (seed 004, specs/licensedock.md, docs/api-licensedock.md). */
export function licensedock(services: Services): Dialect {
  const countRequest = services.rateLimit({ ...RATE, exempt: services.unlimited });
  const counted: Middleware<RequestState> = async (ctx, next) => {
    await countRequest(ctx.state.address);
    await next();
  };
  const router = new Router<RequestState>({ sensitive: true });
  router.get(`${PREFIX}downloads{/:product_id}`, ...downloadRoute(services, countRequest));
  router.get(`${PREFIX}updates{/:product_id}`, counted, updatesRoute(services));
  router.post(`${PREFIX}licenses/activate`, counted, activateRoute(services));
  router.post(`${PREFIX}licenses/deactivate`, counted, deactivateRoute(services));
  router.post(`${PREFIX}licenses/validate`, counted, validateRoute(services));
  return {
    name: 'licensedock',
    prefix: PREFIX,
    router,
    errors,
    invalid,
    notFound,
    methodNotAllowed,
    fault,
    present: (ctx, error) => present(ctx, withUsage(services, ctx, error)),
  };
}

/** "Activation limit reached." says how many seats there are and how many are taken (specs/licensedock.md section 2.2). */
function withUsage({ core }: Services, ctx: Context, error: WireError): WireError {
  const { license } = ctx.state.facts;
  if (error !== errors.seat_limit_reached || !license) return error;
  return { ...error, data: presentUsage(license, seatsTaken(core, license.id)) };
}
