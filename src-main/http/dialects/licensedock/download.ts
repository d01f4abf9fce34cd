import type { Middleware } from 'koa';
import { type Attempt, silentAttempt } from '../../../domain/access/attempt.ts';
import { contentTypeOf } from '../../content-type.ts';
import { beginDownload, type Context, type RequestState } from '../../context.ts';
import { download, sendPlain } from '../../downloads.ts';
import type { RateLimit } from '../../rate-limits.ts';
import { readQuery } from '../../read.ts';
import type { Services } from '../../services.ts';
import { downloadOrder } from './order.ts';
import { readProductNumber, sentKey } from './schemas.ts';

const headers = { 'Cache-Control': 'no-cache, no-store, must-revalidate' };

/**
 * `GET|HEAD …/downloads/{product_id}`: the rate is counted before anything else is looked at.
 * @param countRequest the limit that every endpoint of the dialect counts in
 */
export function downloadRoute(
  services: Services,
  countRequest: RateLimit,
): [Middleware<RequestState>, Middleware<RequestState>] {
  return [
    async (ctx, next) => {
      beginDownload(ctx);
      await countRequest(ctx.state.address);
      await next();
    },
    async (ctx) => {
      await download(ctx, services, readAttempt(ctx as Context & Params), downloadOrder, {
        seats: false,
        send: (_ctx, { file }, bytes) =>
          sendPlain(ctx, file, bytes, { contentType: contentTypeOf(file.name), headers }),
      });
    },
  ];
}

type Params = { params: Record<string, string> };

/**
 * Step 1 of the validation order, but for the key: whether there is one, the first check tells.
 * @throws {InvalidRequest} when `product_id` is missing or not a whole number
 */
function readAttempt(ctx: Context & Params): Attempt {
  const { license_key: key, dlid, identifier = null, release_version: version = null } = readQuery(ctx);
  ctx.state.identifier = identifier;
  const productNumber = readProductNumber(ctx);
  return {
    ...silentAttempt,
    licenseKey: sentKey(key ?? dlid),
    productNumber,
    identifier,
    version,
    address: ctx.state.address,
    country: ctx.state.country,
  };
}
