import type { OpenBytes } from '../../files/release-bytes.ts';
import type { Share } from './bandwidth.ts';
import { type BufferPool, createBufferPool } from './buffer-pool.ts';
import { createPieceReader, type Filled, type Piece } from './read-pieces.ts';
import type { ResponseSink } from './response-sink.ts';

/** Turns bytes of the file into what goes over the wire. */
export type Encoder = {
  /** @returns the part of `target`, a buffer of the pool, that was filled */
  encode: (plaintext: Buffer, target: Buffer) => Buffer;
  pool: BufferPool;
};

/** How much of a file is read and handed to the system at once, in bytes. */
export const READ_BYTES = 512 * 1024;

/** How many buffers of one download are on their way at most: one is read while the others are written. */
const DEPTH = 3;

const readPool = createBufferPool(READ_BYTES, 16);

/**
 * Sends pieces of a file at the pace of its client, through a few buffers, and stops to read as soon as the client is gone.
 * @param onSent told of bytes of the file that the system has taken
 * @param share of the bandwidth; none = as fast as the client takes it
 * @returns whether all of it went out
 * @throws {Error} when the file cannot be read, or is shorter than it was; the connection is broken off then
 */
export async function sendBytes(
  sink: ResponseSink,
  { handle }: OpenBytes,
  pieces: readonly Piece[],
  onSent: (bytes: number) => void,
  { encoder, share }: { encoder?: Encoder | undefined; share?: Share | undefined },
): Promise<boolean> {
  const send = async (plaintext: Buffer, { length, fileBytes }: Filled): Promise<boolean> => {
    let pool = readPool;
    let buffer = plaintext;
    let chunk = plaintext.subarray(0, length);
    if (encoder) {
      pool = encoder.pool;
      buffer = pool.take();
      chunk = encoder.encode(chunk, buffer);
      readPool.give(plaintext);
    }
    if (!(await sink.write(chunk))) return false; // the system may still hold the buffer
    pool.give(buffer);
    onSent(fileBytes);
    return true;
  };

  const reader = createPieceReader(handle.fd, pieces);
  const present = () => !sink.gone;
  const underway: Promise<boolean>[] = [];
  let going = true;
  try {
    while (going && !reader.done && present()) {
      if (underway.length === DEPTH - 1) going = await underway.shift()!;
      const turn = share?.capped() ? share.ask(READ_BYTES) : null;
      if (turn?.come && !(await sink.until(turn.come))) {
        turn.leave();
        break;
      }
      const limit = turn?.bytes ?? READ_BYTES;
      const buffer = readPool.take();
      const filled = await reader.fill(buffer, limit, present);
      if (turn && filled.length < limit) share!.giveBack(limit - filled.length);
      const sending = send(buffer, filled);
      sending.catch(() => {}); // it is awaited below, perhaps only after the next read
      underway.push(sending);
    }
    const results = await Promise.all(underway);
    return going && reader.done && results.every(Boolean);
  } catch (error) {
    sink.destroy(); // an answer that looks whole must not end here
    await Promise.allSettled(underway);
    throw error;
  }
}
