import { newId } from '../../crypto/secrets.ts';
import { contentRange } from './ranges.ts';
import type { Piece, Span } from './read-pieces.ts';

/** Several parts of a file as one body. */
export type ByteRanges = { contentType: string; contentLength: number; pieces: Piece[] };

/**
 * Several parts of a file as one `multipart/byteranges` body, in the order given (RFC 9110 section 14.6).
 * @param size of the whole file, in bytes
 * @param contentType of the file
 */
export function byteRanges(spans: readonly Span[], size: number, contentType: string): ByteRanges {
  const boundary = newId(); // random, so that no file can hold it
  const pieces: Piece[] = spans.map((span, index) => {
    const lines = [
      `--${boundary}`,
      `Content-Type: ${contentType}`,
      `Content-Range: ${contentRange(span, size)}`,
    ];
    // The body begins with the first boundary itself: electron-updater counts the bytes up to the first part.
    return {
      ...span,
      head: Buffer.from(`${index === 0 ? '' : '\r\n'}${lines.join('\r\n')}\r\n\r\n`, 'latin1'),
    };
  });
  pieces.push({ start: 0, end: 0, head: Buffer.from(`\r\n--${boundary}--\r\n`, 'latin1') });
  return {
    contentType: `multipart/byteranges; boundary=${boundary}`,
    contentLength: pieces.reduce((sum, { head, start, end }) => sum + head!.length + end - start, 0),
    pieces,
  };
}
