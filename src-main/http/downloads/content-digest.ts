import { createHasher } from '../../crypto/digests.ts';
import type { OpenBytes } from '../../files/release-bytes.ts';
import { createPieceReader, type Piece } from './read-pieces.ts';

/** Contents up to here are read once more to be hashed, in bytes. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * The digest of what an answer carries, as opposed to that of the file (RFC 9530 section 2): of a part, or of several.
 * @returns base64; null for more than is worth reading twice
 * @throws {Error} when the file cannot be read to its end
 */
export async function contentDigest(
  { handle }: OpenBytes,
  pieces: readonly Piece[],
  algorithm: 'sha-256' | 'sha-512',
): Promise<string | null> {
  const size = pieces.reduce((sum, { head, start, end }) => sum + (head?.length ?? 0) + end - start, 0);
  if (size > MOST_BYTES) return null;
  const hasher = createHasher(algorithm);
  const reader = createPieceReader(handle.fd, pieces);
  const buffer = Buffer.allocUnsafe(Math.min(size, 64 * 1024));
  while (!reader.done) {
    const { length } = await reader.fill(buffer, buffer.length, () => true);
    hasher.update(buffer.subarray(0, length));
  }
  return hasher.finish();
}
