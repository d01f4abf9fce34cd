import { createCipheriv, createHash, randomBytes } from 'node:crypto';

const IV = 12;
const TAG = 16;

/** Bytes that a frame adds to its plaintext: length, IV and tag. */
export const FRAME_OVERHEAD = 4 + IV + TAG;

/** The file key: SHA-256 of the lower-case hex text of the client's secret (specs/lukittu.md section 2.3). */
export const frameKey = (secret: Buffer): Buffer =>
  createHash('sha256').update(secret.toString('hex')).digest();

/**
 * One frame of Lukittu's classloader body: `u32 length, 12 bytes IV, 16 bytes tag, ciphertext` (AES-256-GCM, no AAD).
 * @param iv only for checking known vectors; a fresh one otherwise
 */
export function encryptFrame(key: Buffer, plaintext: Buffer, iv: Buffer = randomBytes(IV)): Buffer {
  const frame = Buffer.allocUnsafe(FRAME_OVERHEAD + plaintext.length);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  frame.writeUInt32BE(IV + TAG + plaintext.length, 0);
  iv.copy(frame, 4);
  cipher.update(plaintext).copy(frame, FRAME_OVERHEAD);
  cipher.final();
  cipher.getAuthTag().copy(frame, 4 + IV);
  return frame;
}
