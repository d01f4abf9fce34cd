import { createFrameCipher, FRAME_OVERHEAD } from '../../crypto/frames.ts';
import type { OpenBytes } from '../../files/release-bytes.ts';
import type { Context } from '../context.ts';
import { createBufferPool } from './buffer-pool.ts';
import { deliver } from './deliver.ts';
import { type Encoder, READ_BYTES } from './send-bytes.ts';

/** Plaintext of one frame at most, in bytes: what clients get from the hosted service too. */
const FRAME_BYTES = 64 * 1024;

const pool = createBufferPool(READ_BYTES + Math.ceil(READ_BYTES / FRAME_BYTES) * FRAME_OVERHEAD, 16);

/**
 * Sends a file as Lukittu's encrypted frames, chunked: no length, no ranges (specs/lukittu.md section 2.3).
 * @param key 32 bytes, see `frameKey`
 * @throws {Error} when the file cannot be read to its end
 */
export async function sendFrames(
  ctx: Context,
  bytes: OpenBytes,
  key: Buffer,
  headers: Record<string, string>,
): Promise<void> {
  ctx.set({ ...headers, 'X-Content-Type-Options': 'nosniff' });
  ctx.status = 200;
  // Before the end is known, so that an empty file is chunked as well. `flushHeaders` would send the headers as UTF-8,
  // which a header is not; before bytes they go out as Latin-1.
  ctx.res.write(Buffer.alloc(0));
  await deliver(ctx, bytes, [{ start: 0, end: bytes.size }], framing(key));
}

function framing(key: Buffer): Encoder {
  const encryptInto = createFrameCipher(key);
  return {
    pool,
    encode(plaintext, target) {
      let filled = 0;
      for (let start = 0; start < plaintext.length; start += FRAME_BYTES)
        filled += encryptInto(target, filled, plaintext.subarray(start, start + FRAME_BYTES));
      return target.subarray(0, filled);
    },
  };
}
