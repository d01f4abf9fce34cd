import { hashSecret } from '../../../crypto/secrets.ts';
import { type Attempt, silentAttempt } from '../../../domain/access/attempt.ts';
import { DEFAULT_LINE } from '../../../domain/access/release-checks.ts';
import type { Context } from '../../context.ts';
import { bearer, readParam } from '../../read.ts';
import { KeyQuery, readParameters } from './schemas.ts';

/** A request of a route with parameters in its path. */
export type Asked = Context & { params: Record<string, string> };

/** A customer's access token as Lanyard makes them; every other Bearer is a licence key. */
const ACCESS_TOKEN = /^[0-9a-f]{64}$/;
const NUMBER = /^\d{1,10}$/;

/**
 * What a request says in the words of the domain: the product by number or id, the line, and a licence key in the query or
 * a key or access token in the header. The query wins.
 * @throws {InvalidRequest} `encoding`
 */
export function readAttempt(ctx: Asked): Attempt {
  const { key, dlid } = readParameters(ctx, KeyQuery);
  const product = readParam(ctx, 'product');
  const line = readParam(ctx, 'line');
  const header = bearer(ctx);
  const isToken = header !== null && ACCESS_TOKEN.test(header);
  const inQuery = key ?? dlid;
  return {
    ...silentAttempt,
    licenseKey: inQuery ?? (isToken ? null : header),
    accessTokenHash: inQuery === undefined && isToken ? hashSecret(header) : null,
    productNumber: NUMBER.test(product) ? Number(product) : null,
    productId: NUMBER.test(product) ? null : product.toLowerCase(),
    branch: line === DEFAULT_LINE ? null : line,
    address: ctx.state.address,
    country: ctx.state.country,
  };
}

/** The key as it stood in the query: what addresses in an answer must carry for a client that sends no headers. */
export function keyToCarry(ctx: Context): string | null {
  const { key, dlid } = readParameters(ctx, KeyQuery);
  return key ?? dlid ?? null;
}
