import type { OpenBytes } from '../../files/release-bytes.ts';
import type { Context } from '../context.ts';
import { createResponseSink } from './response-sink.ts';
import type { Piece } from './read-pieces.ts';
import { type Encoder, sendBytes } from './send-bytes.ts';

/**
 * Answers with a file or pieces of it, after status and headers were set, and notes in the request's log row what became of it.
 * @throws {Error} when the file cannot be read to its end
 */
export async function deliver(
  ctx: Context,
  bytes: OpenBytes,
  pieces: readonly Piece[],
  encoder?: Encoder,
): Promise<void> {
  const download = ctx.state.download!;
  ctx.respond = false;
  const sink = createResponseSink(ctx.res);
  try {
    const sent =
      (await sink.turn()) &&
      (await sendBytes(sink, bytes, pieces, (count) => (download.bytesSent += count), {
        encoder,
        share: download.share,
      }));
    const ended = sent && (await sink.end());
    const [first] = pieces;
    const whole = pieces.length === 1 && first!.start === 0 && first!.end === bytes.size;
    download.outcome = !ended ? 'aborted' : whole ? 'delivered' : 'partial';
  } finally {
    sink.release();
    download.share?.end();
  }
}

/** Answers without a body. */
export function answerEmpty(ctx: Context, status: number): void {
  ctx.respond = false;
  ctx.res.statusCode = status;
  ctx.res.end();
}
