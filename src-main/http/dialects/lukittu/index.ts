import { Router } from '@koa/router';
import type { RequestState } from '../../context.ts';
import type { Dialect } from '../../dialect.ts';
import type { Services } from '../../services.ts';
import { refuseBody } from '../../unwanted-body.ts';
import { presentError } from './answers.ts';
import { clientRoutes } from './client.ts';
import { devRoutes } from './dev.ts';
import { errors, fault, invalid, methodNotAllowed, notFound } from './errors.ts';

/** Lukittu's API as the seeds 000 to 002 show it: checks and downloads of clients, and the vendor's releases. */
export function lukittu(services: Services): Dialect {
  const router = new Router<RequestState>();
  clientRoutes(router, services);
  devRoutes(router, services);
  return {
    name: 'lukittu',
    prefix: '/api/v1/',
    router,
    errors,
    invalid,
    notFound,
    methodNotAllowed,
    fault,
    present: (ctx, error) => {
      presentError(ctx, services.core.now(), error);
      refuseBody(ctx);
    },
  };
}
