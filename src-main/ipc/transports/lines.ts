import type { Readable } from 'node:stream';

const LF = 0x0a;

/** Bytes that cannot be read as lines of text; the message says why. */
export class LineError extends Error {}

/**
 * The lines of a stream, whose end is a line feed and nothing else: texts may hold U+2028, U+2029 and every other character.
 * No more of the stream is read than is asked for. What follows the last line feed is dropped: its sender ended in the middle.
 * The stream stays open when the lines are left early; whoever does so ends it.
 * @param longest of a line, in bytes
 * @throws {LineError} at a line that is longer or is not UTF-8, and what the stream ends with
 */
export async function* linesOf(stream: Readable, longest: number): AsyncGenerator<string, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let held = Buffer.alloc(0); // the beginning of a line that has come in several pieces
  let used = 0;
  const hold = (bytes: Buffer) => {
    if (used + bytes.length > held.length) {
      const grown = Buffer.allocUnsafe(Math.max(2 * held.length, used + bytes.length));
      held.copy(grown, 0, 0, used);
      held = grown;
    }
    used += bytes.copy(held, used);
  };
  const decode = (bytes: Buffer): string => {
    try {
      return decoder.decode(bytes);
    } catch {
      throw new LineError('A line is not UTF-8.');
    }
  };
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    for (let from = 0; from < chunk.length;) {
      const end = chunk.indexOf(LF, from);
      const part = chunk.subarray(from, end < 0 ? chunk.length : end);
      if (used + part.length > longest) throw new LineError(`A line is longer than ${longest} bytes.`);
      from += part.length + 1;
      if (end >= 0 && used === 0) yield decode(part);
      else hold(part);
      if (end < 0 || used === 0) continue;
      yield decode(held.subarray(0, used));
      held = Buffer.alloc(0);
      used = 0;
    }
  }
}
