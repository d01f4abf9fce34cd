import type { Context } from './context.ts';
import { InvalidRequest } from './invalid-request.ts';
import { readMultipartFields } from './multipart-fields.ts';
import { readPairs } from './read.ts';

/** Bodies of JSON are small. In bytes. */
const LIMIT = 64 * 1024;

/** Up to here a body that is too large is read to its end all the same, so that the sender sees the answer. */
const PATIENCE = 1024 * 1024;

/**
 * Reads a body as JSON, whatever `Content-Type` says: shipped clients send several.
 * koa-body reads multipart here (multipart.ts) but not this: it goes by the type, takes twice as long, and stops at the
 * limit, so that the sender of a larger body may lose the answer to a reset connection.
 * @param timeoutMs for the whole body
 * @throws {InvalidRequest} `too_large` above 64 KiB, `too_slow`, `json`
 */
export async function readJson(ctx: Context, timeoutMs: number): Promise<unknown> {
  return parseJson(await readText(ctx, timeoutMs));
}

/**
 * Reads a body of fields: a form of either kind, or an object in JSON, which `curl -d` sends under the type of a form. No body
 * is one without fields.
 * @param timeoutMs for the whole body
 * @throws {InvalidRequest} `too_large` above 64 KiB, `too_slow`, `json`, `encoding`, `multipart`
 */
export async function readFields(ctx: Context, timeoutMs: number): Promise<Record<string, unknown>> {
  if (ctx.is('multipart/form-data')) return readMultipartFields(ctx, LIMIT, timeoutMs);
  const text = await readText(ctx, timeoutMs);
  if (text === '') return {};
  if (FORM.test(ctx.get('content-type')) && !/^\uFEFF?\s*\{/.test(text)) return readPairs(text, 'body');
  const value = parseJson(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new InvalidRequest('json', 'The request body must be form fields or a JSON object');
}

const FORM = /^application\/x-www-form-urlencoded\s*(?:;|$)/i;

function readText({ req }: Context, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = (error: InvalidRequest) => {
      clearTimeout(timer);
      req.removeListener('data', take);
      chunks.length = 0;
      reject(error);
    };
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size <= LIMIT) chunks.push(chunk);
      else if (size > PATIENCE) stop(tooLarge());
    };
    const timer = setTimeout(
      () => stop(new InvalidRequest('too_slow', 'The request body took too long')),
      timeoutMs,
    );
    req.on('data', take);
    req.once('end', () => {
      if (size > LIMIT) return stop(tooLarge());
      clearTimeout(timer);
      resolve(chunks.length === 1 ? chunks[0]!.toString() : Buffer.concat(chunks).toString());
    });
    req.once('error', () => stop(new InvalidRequest('json', 'The request body was cut off')));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text) as unknown;
  } catch {
    throw new InvalidRequest('json', 'Invalid JSON payload');
  }
}

const tooLarge = () => new InvalidRequest('too_large', `The request body is larger than ${LIMIT / 1024} KiB`);
