import type { FileHandle } from 'node:fs/promises';
import { createRareDigest } from '../crypto/digests.ts';
import { signInTwoPasses, unpackEd25519Key } from '../crypto/ed25519.ts';
import { createBlockmap, describedSize } from './blockmap.ts';
import { openRegular } from './open-regular.ts';
import { readExactly } from './read-through.ts';

/**
 * What some feed says of a file beside its digests:
 * - `sha1` and `sha384`: those digests;
 * - `blockmap`: its blocks, compressed, as `<name>.blockmap` holds them;
 * - `embedded_blockmap`: how long the map at the end of an AppImage is, four bytes; 0 for a file without one;
 * - `ed25519`: the public key and the signature made with it, 96 bytes.
 */
export type FactKind = 'sha1' | 'sha384' | 'blockmap' | 'embedded_blockmap' | 'ed25519';

/** A map at the end of a file that is longer than this is none. */
const EMBEDDED_LIMIT = 16 * 1024 * 1024;

/** What a task of the back office is asked. `sha256` is that of the bytes, `signingKey` a packed key, for `ed25519`. */
export type FactInput = { path: string; sha256: string; kind: FactKind; signingKey?: string };

/**
 * Reads a file piece by piece, a signature's twice, for one thing that is to be known of it. Each time it is read its SHA-256
 * is compared, and nothing is made of other bytes. A signature needs that both times: two of them with one nonce for two
 * messages would give the private key away.
 * @throws {DamagedBytes} when the bytes are not those of this SHA-256; the file system's error
 */
export async function computeFact({ path, sha256, kind, signingKey = '' }: FactInput): Promise<Buffer> {
  const { handle: file } = await openRegular(path);
  try {
    switch (kind) {
      case 'sha1':
      case 'sha384': {
        const digest = createRareDigest(kind);
        await readExactly(file, sha256, digest.update);
        return digest.finish();
      }
      case 'blockmap': {
        const map = createBlockmap();
        await readExactly(file, sha256, map.update);
        return await map.finish();
      }
      case 'embedded_blockmap':
        return await embeddedBlockmap(file, sha256);
      case 'ed25519': {
        const key = unpackEd25519Key(signingKey);
        const passes = signInTwoPasses(key);
        await readExactly(file, sha256, passes.first);
        await readExactly(file, sha256, passes.second);
        return Buffer.concat([key.publicKey, passes.finish()]);
      }
    }
  } finally {
    await file.close();
  }
}

/**
 * Reads a file that was published as a blockmap.
 * @returns its bytes, and the size of the file that they describe; null when it is no blockmap
 */
export async function readBlockmap(path: string): Promise<{ content: Uint8Array; describes: number } | null> {
  const { handle: file, stats } = await openRegular(path);
  try {
    const { size } = stats;
    if (size > EMBEDDED_LIMIT) return null;
    const content = await readAt(file, 0, size);
    const describes = await describedSize(content);
    return describes === null ? null : { content, describes };
  } finally {
    await file.close();
  }
}

/** An AppImage of electron-builder ends with its map and, in four bytes, how long that is. */
async function embeddedBlockmap(file: FileHandle, sha256: string): Promise<Buffer> {
  const { size } = await file.stat();
  const claimed = size > 4 ? (await readAt(file, size - 4, 4)).readUInt32BE() : 0;
  const isThere = claimed > 0 && claimed <= Math.min(size - 4, EMBEDDED_LIMIT);
  const end = Buffer.alloc(isThere ? claimed + 4 : 0);
  const start = size - end.length;
  await readExactly(file, sha256, (chunk, position) => {
    const from = Math.max(0, start - position);
    if (from < chunk.length) chunk.copy(end, position + from - start, from);
  });
  const answer = Buffer.alloc(4);
  if (!isThere || end.readUInt32BE(claimed) !== claimed) return answer;
  if ((await describedSize(end.subarray(0, -4), true)) === start) answer.writeUInt32BE(claimed);
  return answer;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
