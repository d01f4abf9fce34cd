const TAGS = /(W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g;

/** Whether a list of entity tags names this one. A weak comparison takes `W/"x"` for `"x"` (RFC 9110 section 8.8.3.2). */
export function namesTag(header: string, etag: string, comparison: 'strong' | 'weak'): boolean {
  if (header.trim() === '*') return true;
  for (const [, weak, tag] of header.matchAll(TAGS))
    if (tag === etag && (comparison === 'weak' || weak === undefined)) return true;
  return false;
}

/** Whether a range may be sent under this `If-Range`: only for exactly this strong tag; files carry no date to compare. */
export const rangeStillHolds = (ifRange: string, etag: string): boolean =>
  ifRange === '' || ifRange.trim() === etag;
