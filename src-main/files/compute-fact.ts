import { type FileHandle, open } from 'node:fs/promises';
import { createRareDigest } from '../crypto/digests.ts';
import { signInTwoPasses, unpackEd25519Key } from '../crypto/ed25519.ts';
import { createBlockmap, describedSize } from './blockmap.ts';

const CHUNK = 1024 * 1024;

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

/** What a task of the back office is asked. `signingKey` is a packed key, for `ed25519`. */
export type FactInput = { path: string; kind: FactKind; signingKey?: string };

/**
 * Reads a file piece by piece, a signature's twice, for one thing that is to be known of it.
 * @throws the file system's error
 */
export async function computeFact({ path, kind, signingKey = '' }: FactInput): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    switch (kind) {
      case 'sha1':
      case 'sha384': {
        const digest = createRareDigest(kind);
        await readThrough(file, digest.update);
        return digest.finish();
      }
      case 'blockmap': {
        const map = createBlockmap();
        await readThrough(file, map.update);
        return await map.finish();
      }
      case 'embedded_blockmap':
        return await embeddedBlockmap(file);
      case 'ed25519': {
        const key = unpackEd25519Key(signingKey);
        const passes = signInTwoPasses(key);
        await readThrough(file, passes.first);
        await readThrough(file, passes.second);
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
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size > EMBEDDED_LIMIT) return null;
    const content = await readAt(file, 0, size);
    const describes = await describedSize(content);
    return describes === null ? null : { content, describes };
  } finally {
    await file.close();
  }
}

async function readThrough(file: FileHandle, take: (chunk: Buffer) => void): Promise<void> {
  const buffer = Buffer.allocUnsafe(CHUNK);
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, CHUNK, position);
    if (bytesRead === 0) return;
    take(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
}

/** An AppImage of electron-builder ends with its map and, in four bytes, how long that is. */
async function embeddedBlockmap(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat();
  const answer = Buffer.alloc(4);
  if (size <= 4) return answer;
  const length = (await readAt(file, size - 4, 4)).readUInt32BE();
  if (length === 0 || length > Math.min(size - 4, EMBEDDED_LIMIT)) return answer;
  const described = await describedSize(await readAt(file, size - 4 - length, length), true);
  if (described === size - 4 - length) answer.writeUInt32BE(length);
  return answer;
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}
