import type { Context } from '../../context.ts';
import type { WireError } from '../../dialect.ts';
import { isDev, wording } from './errors.ts';
import type { ReturnedFields } from './returned-fields.ts';

const iso = (time: number): string => new Date(time).toISOString();

/** Writes a result as compact text: some clients search it for `"valid":true`. Given the type, Koa need not look for it. */
function send(ctx: Context, status: number, data: unknown, result: object): void {
  ctx.status = status;
  ctx.set('Content-Type', 'application/json; charset=utf-8');
  ctx.body = JSON.stringify({ data, result });
}

/**
 * A success of a client endpoint.
 * @param now milliseconds since the epoch
 * @param challengeResponse the signature, where a challenge was sent
 */
export function presentValid(
  ctx: Context,
  now: number,
  details: string,
  { data, challengeResponse }: { data: ReturnedFields | null; challengeResponse?: string | undefined },
): void {
  const result = { timestamp: iso(now), valid: true, details, code: 'VALID' };
  send(ctx, 200, data, challengeResponse === undefined ? result : { ...result, challengeResponse });
}

/** A success of a dev endpoint, which carries no code. @param now milliseconds since the epoch */
export function presentData(ctx: Context, now: number, status: number, details: string, data: unknown): void {
  send(ctx, status, data, { details, timestamp: iso(now), valid: true });
}

/** An answer that grants nothing. @param now milliseconds since the epoch */
export function presentError(ctx: Context, now: number, error: WireError): void {
  const timestamp = iso(now);
  const details = wording(ctx.path, error);
  const { status, code, data = null } = error;
  if (status === 401) ctx.set('WWW-Authenticate', 'Bearer');
  const result = isDev(ctx.path)
    ? { details, timestamp, valid: false, code }
    : { timestamp, valid: false, details, code };
  send(ctx, status, data, result);
}
