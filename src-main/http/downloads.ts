import type { Attempt, CheckOrder } from '../domain/access/attempt.ts';
import { authorizeDownload, type Grant } from '../domain/access/authorize-download.ts';
import { refuseDamaged } from '../domain/releases/damage.ts';
import type { OpenBytes } from '../files/release-bytes.ts';
import type { Context } from './context.ts';
import type { Services } from './services.ts';

export { sendFrames } from './downloads/frames.ts';
export { sendPlain } from './downloads/plain.ts';

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
  { core, bytes, bandwidth }: Services,
  attempt: Attempt,
  order: CheckOrder,
  { seats, send }: { seats: boolean; send: Sender },
): Promise<void> {
  ctx.state.identifier = attempt.hardwareIdentifier ?? attempt.identifier;
  const takes = ctx.method === 'HEAD' ? null : seats ? 'seat' : 'use';
  const grant = authorizeDownload(core, attempt, order, takes);
  const { license, product, release, file, customer } = grant;
  ctx.state.facts = customer
    ? { license, product, release, file, customer }
    : { license, product, release, file };
  const opened = await bytes.open(file);
  if (typeof opened === 'string') return refuseDamaged(opened);
  try {
    ctx.state.download!.share = bandwidth.share(ctx.state.address);
    await send(ctx, grant, opened);
  } finally {
    await opened.close();
  }
}
