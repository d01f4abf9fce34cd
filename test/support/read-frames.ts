import { createDecipheriv } from 'node:crypto';

/**
 * Reads Lukittu's classloader body as a client does (specs/lukittu.md section 2.3), with code of its own.
 * @throws {Error} when a frame is cut short, longer than it may be, or its tag does not fit
 */
export function readFrames(body: Buffer, key: Buffer): { iv: string; plaintext: Buffer }[] {
  const frames = [];
  for (let at = 0; at < body.length;) {
    const length = body.readUInt32BE(at);
    const frame = body.subarray(at + 4, at + 4 + length);
    if (frame.length !== length) throw new Error(`The frame at ${at} is cut short`);
    const iv = frame.subarray(0, 12);
    const decipher = createDecipheriv('aes-256-gcm', key, iv).setAuthTag(frame.subarray(12, 28));
    const plaintext = Buffer.concat([decipher.update(frame.subarray(28)), decipher.final()]);
    frames.push({ iv: iv.toString('hex'), plaintext });
    at += 4 + length;
  }
  return frames;
}
