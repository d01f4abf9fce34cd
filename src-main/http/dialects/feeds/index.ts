import { Router } from '@koa/router';
import type { Context, RequestState } from '../../context.ts';
import type { Dialect } from '../../dialect.ts';
import type { Services } from '../../services.ts';
import type { Asked } from './attempt.ts';
import { electronRoute } from './electron.ts';
import { errors, fault, invalid, methodNotAllowed, notFound, present } from './errors.ts';
import { fileRoute } from './files.ts';
import { joomlaRoute } from './joomla.ts';
import { jsonRoute } from './json.ts';
import { sparkleRoute } from './sparkle.ts';
import { squirrelMacRoute, squirrelMacStaticRoute, squirrelWindowsRoute } from './squirrel.ts';
import { sumsRoute, sumsSignatureRoute } from './sums.ts';

const PREFIX = '/feeds/';
const LINE = `${PREFIX}:product/:line/`;

/** Update feeds of one published release for every updater (specs/feeds.md, docs/api-feeds.md). */
export function feeds(services: Services): Dialect {
  const router = new Router<RequestState>({ sensitive: true, strict: true });
  const get = (path: string, route: (ctx: Asked) => void | Promise<void>) =>
    router.get(LINE + path, (ctx: Context) => route(ctx as Asked));
  get('appcast.xml', sparkleRoute(services));
  get('feed.json', jsonRoute(services));
  get('SHA256SUMS', sumsRoute(services));
  get('SHA256SUMS.minisig', sumsSignatureRoute(services));
  get('RELEASES', squirrelWindowsRoute(services));
  get('RELEASES.json', squirrelMacStaticRoute(services));
  get('update/:platform/:version', squirrelMacRoute(services));
  get('joomla/:element.xml', joomlaRoute(services));
  get(':channel.yml', electronRoute(services));
  get(':name', fileRoute(services));
  get(':version/SHA256SUMS', sumsRoute(services));
  get(':version/SHA256SUMS.minisig', sumsSignatureRoute(services));
  get(':version/:name', fileRoute(services));
  return {
    name: 'feeds',
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
