import type { Span } from './read-pieces.ts';

const RANGES = /^bytes[ \t]*=(.*)$/i;
const ONE = /^(?:(\d+)-(\d*)|-(\d+))$/;

/** Ranges of one request at most: as many as electron-updater asks for at once. */
const MAX_RANGES = 1000;

/**
 * Reads a `Range` header (RFC 9110 section 14.1.2). Parts are not merged, since clients count on getting what they asked for.
 * @param size of the whole file, in bytes
 * @returns the parts that exist, in the order asked for; none when every part lies past the end (416); null when the header
 *   says nothing that is understood, or asks for more than the file is (too many parts, or parts that overlap so far that the
 *   whole file is less), which is then as if it had not been sent
 */
export function parseRanges(header: string, size: number): Span[] | null {
  const list = RANGES.exec(header)?.[1];
  if (list === undefined) return null;
  const spans: Span[] = [];
  let asked = 0;
  let bytes = 0;
  for (const text of list.split(',').map((part) => part.trim())) {
    if (text === '') continue; // an empty element of a list is allowed
    const match = ONE.exec(text);
    if (!match) return null;
    const [, first, last, suffix] = match;
    if (first !== undefined && last && Number(last) < Number(first)) return null;
    asked += 1;
    if (asked > MAX_RANGES) return null;
    const span =
      suffix !== undefined
        ? { start: Math.max(0, size - Number(suffix)), end: size }
        : { start: Number(first), end: last ? Math.min(Number(last) + 1, size) : size };
    if (span.start >= span.end) continue;
    spans.push(span);
    bytes += span.end - span.start;
  }
  return asked > 0 && bytes <= size ? spans : null;
}

/** `Content-Range` of one part. */
export const contentRange = ({ start, end }: Span, size: number): string =>
  `bytes ${start}-${end - 1}/${size}`;
