// oxlint-disable-next-line no-restricted-imports -- reads what files/ opened into buffers that are used again
import { read } from 'node:fs';

/** A part of a file; `end` is the byte after its last one. */
export type Span = { start: number; end: number };

/** A part of a file and what goes before it, for example the head of one part of several. */
export type Piece = Span & { head?: Buffer };

/** What a buffer was filled with: bytes in all, and those among them that are the file's. */
export type Filled = { length: number; fileBytes: number };

/**
 * Reads pieces of a file one after the other into the buffers it is given, so that a thousand small ones cost no more writes
 * than one large one.
 */
export function createPieceReader(fd: number, pieces: readonly Piece[]) {
  let index = 0;
  let headSent = 0;
  let position = 0;
  const enter = (next: number) => {
    index = next;
    headSent = 0;
    position = pieces[next]?.start ?? 0;
  };
  const skipRead = () => {
    for (let piece = pieces[index]; piece; piece = pieces[index]) {
      if (headSent < (piece.head?.length ?? 0) || position < piece.end) return;
      enter(index + 1);
    }
  };
  enter(0);
  skipRead();

  return {
    /** Whether all of the pieces were read. */
    get done(): boolean {
      return index >= pieces.length;
    },
    /**
     * Fills a buffer as far as there is something to fill it with.
     * @param limit bytes at most
     * @param going asked between two reads
     * @throws {Error} when the file cannot be read, or is shorter than it was
     */
    async fill(buffer: Buffer, limit: number, going: () => boolean): Promise<Filled> {
      let length = 0;
      let fileBytes = 0;
      while (length < limit && index < pieces.length && going()) {
        const { head, end } = pieces[index]!;
        if (head && headSent < head.length) {
          const copied = head.copy(buffer, length, headSent, headSent + limit - length);
          headSent += copied;
          length += copied;
        } else {
          const bytes = await readAt(fd, buffer, length, Math.min(limit - length, end - position), position);
          if (bytes === 0) throw new Error(`The file ended at byte ${position} instead of ${end}`);
          position += bytes;
          length += bytes;
          fileBytes += bytes;
        }
        skipRead();
      }
      return { length, fileBytes };
    },
  };
}

/** `fs.read` by its number: a promise of the handle's own costs more than the read. */
const readAt = (
  fd: number,
  buffer: Buffer,
  offset: number,
  length: number,
  position: number,
): Promise<number> =>
  new Promise((resolve, reject) => {
    read(fd, buffer, offset, length, position, (error, bytes) => (error ? reject(error) : resolve(bytes)));
  });
