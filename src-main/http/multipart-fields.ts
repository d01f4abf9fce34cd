import { koaBody } from 'koa-body';
import type { Context } from './context.ts';
import { InvalidRequest } from './invalid-request.ts';
import { gather, multipartOnly, unreadableMultipart } from './multipart.ts';

/**
 * Reads the text fields of a small `multipart/form-data` body, as curl's `-F` and PHP's curl make one of an array. The first
 * field of each name counts; files are passed over.
 * @param limit most bytes of the whole body, which has to say its length
 * @param timeoutMs for the whole body
 * @throws {InvalidRequest} `too_large`, `too_slow`, `multipart`
 */
export async function readMultipartFields(
  ctx: Context,
  limit: number,
  timeoutMs: number,
): Promise<Record<string, string>> {
  // Formidable bounds no part's head: what a stranger sends is bounded before.
  if (!(Number(ctx.get('content-length') || NaN) <= limit))
    throw new InvalidRequest(
      'too_large',
      `The request body is larger than ${limit / 1024} KiB, or does not say its length`,
    );
  const fields = Object.create(null) as Record<string, string>;
  let stop!: (error: Error) => void;
  const stopped = new Promise<never>((_, reject) => (stop = reject));
  const receive = koaBody({
    ...multipartOnly,
    formidable: {
      onPart(part) {
        const { name, originalFilename } = part;
        if (name !== null && originalFilename === null && !(name in fields)) {
          fields[name] = '';
          gather(part, limit, stop, (text) => (fields[name] = text));
        }
      },
    },
  });
  const timer = setTimeout(
    () => stop(new InvalidRequest('too_slow', 'The request body took too long')),
    timeoutMs,
  );
  try {
    await Promise.race([receive(ctx, async () => {}), stopped]);
    return fields;
  } catch (error) {
    throw unreadableMultipart(error as Error);
  } finally {
    clearTimeout(timer);
  }
}
