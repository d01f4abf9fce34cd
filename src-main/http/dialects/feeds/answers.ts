import type { Context } from '../../context.ts';

/** A feed is one licence's: nothing between client and server keeps it, and the client asks again each time. */
export function answerFeed(ctx: Context, type: string, body: string | Buffer): void {
  ctx.set({ 'Cache-Control': 'private, no-cache', 'X-Content-Type-Options': 'nosniff' });
  ctx.set('Content-Type', type);
  ctx.body = body;
}

export const XML = 'application/xml; charset=utf-8';
export const JSON_TYPE = 'application/json; charset=utf-8';
export const TEXT = 'text/plain; charset=utf-8';
export const YAML = 'text/yaml; charset=utf-8';
export const BYTES = 'application/octet-stream';
