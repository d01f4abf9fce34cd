import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineError, linesOf } from '../../../src-main/ipc/transports/lines.ts';

const LONGEST = 1000;

/** The lines of these pieces, as they come over a socket. */
async function linesIn(...pieces: (string | Uint8Array)[]): Promise<string[]> {
  const buffers = pieces.map((piece) => Buffer.from(piece));
  const lines: string[] = [];
  for await (const line of linesOf(Readable.from(buffers, { objectMode: false }), LONGEST)) lines.push(line);
  return lines;
}

describe('lines', () => {
  it('end at line feeds only, whatever else is in them and wherever the pieces are cut', async () => {
    const text = fc
      .string({
        unit: fc.oneof(
          fc.constantFrom('\u2028', '\u2029', '\u0085', '\r', '\v', '\f', '\0'),
          fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        ),
      })
      .map((line) => line.replaceAll('\n', ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(text),
        fc.infiniteStream(fc.integer({ min: 1, max: 9 })),
        async (lines, sizes) => {
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
          const pieces: Buffer[] = [];
          for (let at = 0; at < bytes.length;) {
            const size = sizes.next().value;
            pieces.push(bytes.subarray(at, (at += size)));
          }
          expect(await linesIn(...pieces)).toEqual(lines);
        },
      ),
    );
  });

  it('are not there without their end', async () => {
    expect(await linesIn('one\ntw')).toEqual(['one']);
    expect(await linesIn('')).toEqual([]);
  });

  it('are as long as they may be, and not longer', async () => {
    const long = 'x'.repeat(LONGEST);
    expect(await linesIn(`${long}\n${long}\n`)).toEqual([long, long]);
    expect(await linesIn(long.slice(1), 'x\n')).toEqual([long]);
    await expect(linesIn(`${long}x\n`)).rejects.toThrow(LineError);
    await expect(linesIn(long, 'x')).rejects.toThrow(LineError);
    await expect(linesIn('é'.repeat(LONGEST / 2), 'x')).rejects.toThrow(LineError);
  });

  it.each([
    ['a byte of no character', [0xff, 0x0a]],
    ['half a character', [0xc3, 0x0a]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80, 0x0a]],
  ])('are not text with %s', async (_what, bytes) => {
    await expect(linesIn('one\n', Uint8Array.from(bytes))).rejects.toThrow(LineError);
  });
});
