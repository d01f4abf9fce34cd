import type { ReleaseFile } from '../../domain/model.ts';
import type { OpenBytes } from '../../files/release-bytes.ts';
import type { Context } from '../context.ts';
import { byteRanges } from './byte-ranges.ts';
import { contentDigest } from './content-digest.ts';
import { contentDisposition } from './content-disposition.ts';
import { answerEmpty, deliver } from './deliver.ts';
import { namesTag, rangeStillHolds } from './preconditions.ts';
import { contentRange, parseRanges } from './ranges.ts';
import { fileDigest, wantedContentDigest, wantedDigests } from './wanted-digests.ts';

/** What a dialect says about a plain body beside the bytes. */
export type PlainHeaders = {
  contentType: string;
  /** Further headers, e.g. `Cache-Control`. */
  headers?: Record<string, string>;
};

/**
 * Sends a file as it is: `Content-Length`, strong `ETag`, `Accept-Ranges`, ranges (206/416), `If-Range`,
 * `If-None-Match`, `If-Match`, HEAD, `Content-Disposition` with a plain `filename` first, and the digests that were asked for
 * (RFC 9110 sections 13 and 14, RFC 6266, RFC 9530).
 * @throws {Error} when the file cannot be read to its end
 */
export async function sendPlain(
  ctx: Context,
  file: ReleaseFile,
  bytes: OpenBytes,
  { contentType, headers }: PlainHeaders,
): Promise<void> {
  const download = ctx.state.download!;
  const etag = `"${file.sha256}"`;
  ctx.set({ ...headers, ETag: etag, 'Accept-Ranges': 'bytes', 'X-Content-Type-Options': 'nosniff' });

  const ifMatch = ctx.get('If-Match');
  if (ifMatch !== '' && !namesTag(ifMatch, etag, 'strong')) {
    download.detail = 'The client asked for other bytes (If-Match) than these.';
    return answerEmpty(ctx, 412);
  }
  if (namesTag(ctx.get('If-None-Match'), etag, 'weak')) {
    download.outcome = 'unchanged';
    return answerEmpty(ctx, 304);
  }

  const spans =
    ctx.method === 'GET' && rangeStillHolds(ctx.get('If-Range'), etag)
      ? parseRanges(ctx.get('Range'), bytes.size)
      : null;
  if (spans?.length === 0) {
    ctx.set('Content-Range', `bytes */${bytes.size}`);
    download.detail = `The client asked for a range past the end (${ctx.get('Range').slice(0, 100)} of ${bytes.size} bytes).`;
    return answerEmpty(ctx, 416);
  }
  const several = spans && spans.length > 1 ? byteRanges(spans, bytes.size, contentType) : null;
  const span = spans?.[0] ?? { start: 0, end: bytes.size };
  const pieces = several?.pieces ?? [span];
  ctx.set({
    'Content-Type': several?.contentType ?? contentType,
    'Content-Length': String(several?.contentLength ?? span.end - span.start),
    'Content-Disposition': contentDisposition(file.name),
    ...wantedDigests(file, (name) => ctx.get(name)),
    ...(await wantedContentDigest(ctx.get('Want-Content-Digest'), (algorithm) =>
      spans ? contentDigest(bytes, pieces, algorithm) : Promise.resolve(fileDigest(file, algorithm)),
    )),
  });
  if (spans?.length === 1) ctx.set('Content-Range', contentRange(span, bytes.size));
  if (ctx.method === 'HEAD') {
    download.outcome = 'checked';
    return answerEmpty(ctx, 200);
  }
  ctx.status = spans ? 206 : 200;
  await deliver(ctx, bytes, pieces);
}
