import { promisify } from 'node:util';
import { gunzip, gzip, inflateRaw } from 'node:zlib';
import { blake2b } from '../crypto/blake2b.ts';
import { createRollingHash } from './rabin.ts';

/** Sizes of a block in bytes; on average a block is as large as `MASK` says. */
const MIN = 8 * 1024;
const MAX = 32 * 1024;
const MASK = 16 * 1024 - 1;

/** Bytes of a block's name. */
const CHECKSUM = 18;

/** A blockmap of a file of 16 GiB is smaller than this. In bytes. */
const LIMIT = 64 * 1024 * 1024;

/** What a blockmap says: the blocks of a file, from its first byte to its last (electron-builder's format 2). */
type Blockmap = {
  version: '2';
  files: [{ name: 'file'; offset: 0; checksums: string[]; sizes: number[] }];
};

/**
 * Cuts a file into blocks where its content says so: a change moves the ends of the blocks around it, and no others. The
 * blocks and their names are those of electron-builder, so that old and new maps of either origin go together.
 * @returns `update` takes the file piece by piece; `finish` gives the compressed map
 */
export function createBlockmap() {
  const checksums: string[] = [];
  const sizes: number[] = [];
  const block = Buffer.alloc(MAX);
  const hash = createRollingHash();
  let filled = 0;
  let hashed = 0;

  const endBlock = () => {
    checksums.push(blake2b(block.subarray(0, filled), CHECKSUM).toString('base64'));
    sizes.push(filled);
    filled = 0;
    hashed = 0;
  };
  /** Where the block ends, if it does so within the bytes that are there. */
  const findEnd = (available: number): number | null => {
    if (available < MIN) return null;
    if (hashed === 0) {
      hashed = MIN;
      if ((hash.begin(block, MIN) & MASK) === MASK) return MIN;
    }
    const { place, found } = hash.roll(block, hashed, available, MASK);
    hashed = place;
    return found || place === MAX ? place : null;
  };
  return {
    update(chunk: Buffer): void {
      for (let at = 0; at < chunk.length;) {
        const available = filled + chunk.copy(block, filled, at);
        const end = findEnd(available);
        at += (end ?? available) - filled;
        filled = end ?? available;
        if (end !== null) endBlock();
      }
    },
    async finish(): Promise<Buffer> {
      if (filled > 0) endBlock();
      const map: Blockmap = { version: '2', files: [{ name: 'file', offset: 0, checksums, sizes }] };
      return promisify(gzip)(JSON.stringify(map), { level: 9 });
    },
  };
}

/**
 * Reads a compressed blockmap that a build made.
 * @param embedded without the head and the end of gzip, as it stands at the end of an AppImage
 * @returns the size of the file that it describes, in bytes; null when it is no blockmap
 */
export async function describedSize(content: Buffer, embedded = false): Promise<number | null> {
  try {
    const text = await promisify(embedded ? inflateRaw : gunzip)(content, { maxOutputLength: LIMIT });
    const map = JSON.parse(text.toString()) as Partial<Blockmap>;
    const [file, ...others] = map.files!;
    if (String(map.version) !== '2' || others.length > 0 || file.name !== 'file') return null;
    const wellFormed =
      file.checksums.length === file.sizes.length &&
      file.checksums.every((checksum) => typeof checksum === 'string') &&
      file.sizes.every((size) => Number.isSafeInteger(size) && size > 0);
    return wellFormed ? file.sizes.reduce((sum, size) => sum + size, 0) : null;
  } catch {
    return null;
  }
}
