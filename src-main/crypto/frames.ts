import { createCipheriv, createHash, createSecretKey, type KeyObject, randomFillSync } from 'node:crypto';

const LENGTH = 4;
const IV = 12;
const TAG = 16;

/** Random IVs are made this many at a time: asking the system for each costs as much as encrypting with it. */
const IV_BATCH = 64;

/** Bytes that a frame adds to its plaintext: length, IV and tag. */
export const FRAME_OVERHEAD = LENGTH + IV + TAG;

/** The file key: SHA-256 of the lower-case hex text of the client's secret (specs/lukittu.md section 2.3). */
export const frameKey = (secret: Buffer): Buffer =>
  createHash('sha256').update(secret.toString('hex')).digest();

/**
 * Writes one frame of Lukittu's classloader body into a buffer: `u32 length, 12 bytes IV, 16 bytes tag, ciphertext`
 * (AES-256-GCM, no AAD; specs/lukittu.md section 2.3).
 * @param iv never twice with the same key
 * @returns the bytes written: `FRAME_OVERHEAD` more than the plaintext has
 */
export function writeFrame(
  target: Buffer,
  offset: number,
  key: KeyObject | Buffer,
  iv: Uint8Array,
  plaintext: Buffer,
): number {
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  target.writeUInt32BE(IV + TAG + plaintext.length, offset);
  target.set(iv, offset + LENGTH);
  const ciphertext = cipher.update(plaintext);
  target.set(ciphertext, offset + FRAME_OVERHEAD);
  freeMemory(ciphertext);
  cipher.final();
  target.set(cipher.getAuthTag(), offset + LENGTH + IV);
  return FRAME_OVERHEAD + plaintext.length;
}

/**
 * Gives the memory of a buffer back at once, where the runtime can (Node 22). Left to the collector, the ciphertexts of a large
 * file make it run every few milliseconds, and each one costs fresh memory: four times the price of the encryption.
 */
function freeMemory({ buffer, byteLength }: Buffer): void {
  const whole = buffer as ArrayBufferLike & { transfer?: (byteLength: number) => unknown };
  if (whole.byteLength === byteLength) whole.transfer?.(0); // small buffers may share theirs
}

/** `writeFrame` with one key and a fresh random IV for each frame. */
export function createFrameCipher(
  key: Buffer,
): (target: Buffer, offset: number, plaintext: Buffer) => number {
  const ivs = Buffer.allocUnsafeSlow(IV * IV_BATCH);
  const keyObject = createSecretKey(key); // bytes would be made into one for each frame
  let used = IV_BATCH;
  return (target, offset, plaintext) => {
    if (used === IV_BATCH) {
      randomFillSync(ivs);
      used = 0;
    }
    const iv = ivs.subarray(used * IV, (used + 1) * IV);
    used += 1;
    return writeFrame(target, offset, keyObject, iv, plaintext);
  };
}
