import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contentRange, parseRanges } from '../../../src-main/http/downloads/ranges.ts';

const size = fc.integer({ min: 1, max: 10_000 });
const position = fc.integer({ min: 0, max: 12_000 });
/** One part as a client writes it, and the bytes that it means. */
const part = fc.oneof(
  fc.tuple(position, position).map(([a, b]) => ({
    text: `${Math.min(a, b)}-${Math.max(a, b)}`,
    of: (all: number[]) => all.slice(Math.min(a, b), Math.max(a, b) + 1),
  })),
  position.map((from) => ({ text: `${from}-`, of: (all: number[]) => all.slice(from) })),
  position.map((last) => ({ text: `-${last}`, of: (all: number[]) => (last === 0 ? [] : all.slice(-last)) })),
);

it('the parts of a request are the bytes that they mean, in the order asked for', () => {
  fc.assert(
    fc.property(size, fc.array(part, { minLength: 1, maxLength: 20 }), (bytes, parts) => {
      const all = Array.from({ length: bytes }, (_, index) => index);
      const wanted = parts.map(({ of }) => of(all)).filter((found) => found.length > 0);
      const spans = parseRanges(`bytes=${parts.map(({ text }) => text).join(', ')}`, bytes);
      if (wanted.flat().length > bytes) {
        expect(spans).toBeNull();
        return;
      }
      expect(spans?.map(({ start, end }) => all.slice(start, end))).toEqual(wanted);
      for (const span of spans!)
        expect(contentRange(span, bytes)).toBe(`bytes ${span.start}-${span.end - 1}/${bytes}`);
    }),
  );
});

it('whatever a client sends is either parts within the file or not understood', () => {
  const pieces = fc.constantFrom(
    'bytes',
    '=',
    ' ',
    ',',
    '-',
    '0',
    '7',
    '99999999999999999999',
    '\t',
    'x',
    '/',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), size, (words, bytes) => {
      for (const { start, end } of parseRanges(`bytes=${words.join('')}`, bytes) ?? []) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(bytes);
      }
    }),
  );
});

it('white space in the middle costs no more than other characters', () => {
  const space = ' '.repeat(400_000); // minutes, for an expression that looks at each run of it again and again
  expect(parseRanges(`bytes=0-1${space}x`, 10)).toBeNull();
  expect(parseRanges(`bytes=${space}0-1${space},${space}3-4`, 10)).toEqual([
    { start: 0, end: 2 },
    { start: 3, end: 5 },
  ]);
}, 20_000);
