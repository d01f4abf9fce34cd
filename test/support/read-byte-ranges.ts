/** One part of a `multipart/byteranges` body; `end` is the byte after its last one. */
export type Part = { headers: Record<string, string>; start: number; end: number; bytes: Buffer };

/**
 * Reads a `multipart/byteranges` body to the letter of RFC 2046 section 5.1 and RFC 9110 section 14.6.
 * @throws {Error} at the first byte that does not belong there
 */
export function readByteRanges(contentType: string, body: Buffer): Part[] {
  const boundary = /^multipart\/byteranges; boundary=([0-9A-Za-z'()+_,./:=?-]{1,70})$/.exec(contentType)?.[1];
  if (!boundary) throw new Error(`Not the type of several ranges: ${contentType}`);
  let at = 0;
  const take = (text: string) => {
    const found = body.toString('latin1', at, at + text.length);
    if (found !== text) throw new Error(`At ${at}: expected ${JSON.stringify(text)}, got ${found}`);
    at += text.length;
  };
  const parts: Part[] = [];
  take(`--${boundary}`);
  while (body.toString('latin1', at, at + 2) !== '--') {
    take('\r\n');
    const headEnd = body.indexOf('\r\n\r\n', at);
    const lines = body.toString('latin1', at, headEnd).split('\r\n');
    const headers = Object.fromEntries(
      lines.map((line) => /^([A-Za-z-]+): (.+)$/.exec(line)!.slice(1)) as [string, string][],
    );
    const [, first, last] = /^bytes (\d+)-(\d+)\/\d+$/.exec(headers['Content-Range'] ?? '')!;
    const start = Number(first);
    const end = Number(last) + 1;
    at = headEnd + 4;
    parts.push({ headers, start, end, bytes: body.subarray(at, at + end - start) });
    at += end - start;
    take(`\r\n--${boundary}`);
  }
  take('--\r\n');
  if (at !== body.length) throw new Error(`${body.length - at} bytes too many`);
  return parts;
}
