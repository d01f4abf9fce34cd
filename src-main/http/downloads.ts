import { pipeline } from 'node:stream/promises';
import type { ServerResponse } from 'node:http';
import type { Attempt, CheckOrder } from '../domain/access/attempt.ts';
import { authorizeDownload, type Grant } from '../domain/access/authorize-download.ts';
import type { ReleaseFile } from '../domain/model.ts';
import { refuse } from '../domain/refusal.ts';
import type { OpenBytes } from '../files/release-bytes.ts';
import type { Context } from './context.ts';
import type { Services } from './services.ts';

/** Sends a body; whatever happens to the client, the bytes are let go of afterwards. */
export type Sender = (ctx: Context, grant: Grant, bytes: OpenBytes) => Promise<void>;

/**
 * The way of every download: authorise, open the bytes, send them, and have it all in the request's log row.
 * The route calls `beginDownload` before anything can refuse.
 * @param order the dialect's order of checks
 * @param seats whether the download takes a seat (Lukittu)
 * @throws {Refusal}
 */
export async function download(
  ctx: Context,
  { core, bytes }: Services,
  attempt: Attempt,
  order: CheckOrder,
  { seats, send }: { seats: boolean; send: Sender },
): Promise<void> {
  ctx.state.identifier = attempt.hardwareIdentifier ?? attempt.identifier;
  const grant = authorizeDownload(core, attempt, order, seats);
  const { license, product, release, file, customer } = grant;
  ctx.state.facts = customer
    ? { license, product, release, file, customer }
    : { license, product, release, file };
  const opened = (await bytes.open(file.sha256)) ?? refuse('file_missing');
  try {
    await send(ctx, grant, opened);
  } finally {
    await opened.close();
  }
}

/** What a dialect says about a plain body beside the bytes. */
export type PlainHeaders = {
  contentType: string;
  /** Further headers, e.g. `Cache-Control`. */
  headers?: Record<string, string>;
};

/**
 * Sends a file as it is: `Content-Length`, strong `ETag`, `Accept-Ranges`, single ranges (206/416), `If-Range`,
 * `If-None-Match`, HEAD, and `Content-Disposition` with a plain `filename` first (RFC 9110 sections 13 and 14, RFC 6266).
 */
export async function sendPlain(
  ctx: Context,
  file: ReleaseFile,
  bytes: OpenBytes,
  { contentType, headers }: PlainHeaders,
): Promise<void> {
  ctx.set({
    ...headers,
    'Content-Type': contentType,
    'Content-Length': String(bytes.size),
    'Content-Disposition': `attachment; filename="${file.name}"`,
    ETag: `"${file.sha256}"`,
    'Accept-Ranges': 'bytes',
  });
  ctx.status = 200;
  await pump(ctx, ctx.method === 'HEAD' ? null : bytes);
}

/**
 * Sends a file as Lukittu's encrypted frames, chunked: no length, no ranges (specs/lukittu.md section 2.3).
 * @param key 32 bytes, see `frameKey`
 */
export async function sendFrames(
  ctx: Context,
  bytes: OpenBytes,
  key: Buffer,
  headers: Record<string, string>,
): Promise<void> {
  void key;
  ctx.set(headers);
  ctx.status = 200;
  await pump(ctx, bytes);
}

async function pump(ctx: Context, bytes: OpenBytes | null): Promise<void> {
  const response: ServerResponse = ctx.res;
  ctx.respond = false;
  response.statusCode = 200;
  if (!bytes) return void response.end();
  await pipeline(bytes.handle.createReadStream({ autoClose: false }), response);
  ctx.state.download!.outcome = 'delivered';
}
