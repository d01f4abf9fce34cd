import type { FileHandle } from 'node:fs/promises';
import { createHasher } from '../crypto/digests.ts';

const CHUNK = 1024 * 1024;

/** The code of `DamagedBytes`, which alone is left of it on its way from thread to thread. */
export const DAMAGED_BYTES = 'DAMAGED_BYTES';

/** Bytes that are read are not those that were published: nothing may be said of them. */
class DamagedBytes extends Error {
  readonly code = DAMAGED_BYTES;
  constructor() {
    super('The bytes do not have the SHA-256 that they were published with');
  }
}

/** Called with each part of a file in turn, and with how many bytes lie before it. */
export type Take = (chunk: Buffer, position: number) => void | Promise<void>;

/**
 * Reads a file from its first byte to its last, piece by piece.
 * @returns its SHA-256, lower-case hex
 * @throws the file system's error
 */
export async function readThrough(file: FileHandle, take: Take): Promise<string> {
  const sha256 = createHasher('sha-256');
  const buffer = Buffer.allocUnsafe(CHUNK);
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, CHUNK, position);
    if (bytesRead === 0) return Buffer.from(sha256.finish(), 'base64').toString('hex');
    const chunk = buffer.subarray(0, bytesRead);
    sha256.update(chunk);
    await take(chunk, position);
    position += bytesRead;
  }
}

/**
 * The same for bytes of which something is to be said afterwards: it must not be said before this returns.
 * @param expected their SHA-256, lower-case hex
 * @throws {DamagedBytes} when they have another one; the file system's error
 */
export async function readExactly(file: FileHandle, expected: string, take: Take): Promise<void> {
  if ((await readThrough(file, take)) !== expected) throw new DamagedBytes();
}
