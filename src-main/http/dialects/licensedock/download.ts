import type { Middleware } from 'koa';
import { type Attempt, silentAttempt } from '../../../domain/access/attempt.ts';
import { contentTypeOf } from '../../content-type.ts';
import { beginDownload, type Context, type RequestState } from '../../context.ts';
import { download, sendPlain } from '../../downloads.ts';
import { InvalidRequest } from '../../invalid-request.ts';
import { readParam, readQuery } from '../../read.ts';
import type { Services } from '../../services.ts';
import { downloadOrder } from './order.ts';

/** "60 requests per 60 seconds per IP" (seed 004). */
const RATE = { requests: () => 60, seconds: 60 };

const headers = { 'Cache-Control': 'no-cache, no-store, must-revalidate' };

/** `GET|HEAD …/downloads/{product_id}`: the rate is counted before anything else is looked at. */
export function downloadRoute(services: Services): [Middleware<RequestState>, Middleware<RequestState>] {
  const countRequest = services.rateLimit(RATE);
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
  const productNumber = readParam(ctx, 'product_id');
  const { license_key: key, dlid, identifier = null } = readQuery(ctx);
  ctx.state.identifier = identifier;
  if (productNumber === '') throw new InvalidRequest('schema', 'product_id is required');
  if (!/^\d{1,15}$/.test(productNumber))
    throw new InvalidRequest('schema', 'product_id must be a whole number');
  return {
    ...silentAttempt,
    // No key holds a space: it is a '+' that Joomla, which does not encode keys, sent as it is.
    licenseKey: (key ?? dlid)?.replaceAll(' ', '+') ?? null,
    productNumber: Number(productNumber),
    identifier,
    address: ctx.state.address,
  };
}
