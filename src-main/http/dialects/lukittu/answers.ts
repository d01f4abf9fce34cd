import type { Context } from '../../context.ts';
import type { WireError } from '../../dialect.ts';
import { wording } from './errors.ts';

const iso = (time: number): string => new Date(time).toISOString();

/** Whether a path belongs to the vendor's own endpoints, whose results list their fields in another order. */
const isDev = (path: string): boolean => path.startsWith('/api/v1/dev/');

/** A success of a client endpoint. @param now milliseconds since the epoch */
export function presentValid(ctx: Context, now: number, details: string, challengeResponse?: string): void {
  const result = { timestamp: iso(now), valid: true, details, code: 'VALID' };
  ctx.body = {
    data: null,
    result: challengeResponse === undefined ? result : { ...result, challengeResponse },
  };
}

/** A success of a dev endpoint, which carries no code. @param now milliseconds since the epoch */
export function presentData(ctx: Context, now: number, status: number, details: string, data: unknown): void {
  ctx.status = status;
  ctx.body = { data, result: { details, timestamp: iso(now), valid: true } };
}

/** An answer that grants nothing. @param now milliseconds since the epoch */
export function presentError(ctx: Context, now: number, error: WireError): void {
  const timestamp = iso(now);
  const details = wording(ctx.path, error);
  const { code, data = null } = error;
  ctx.status = error.status;
  if (error.status === 401) ctx.set('WWW-Authenticate', 'Bearer');
  ctx.body = isDev(ctx.path)
    ? { data, result: { details, timestamp, valid: false, code } }
    : { data, result: { timestamp, valid: false, details, code } };
}
