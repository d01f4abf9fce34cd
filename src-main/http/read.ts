import type { Context } from './context.ts';
import { InvalidRequest } from './invalid-request.ts';

/**
 * The query of a request: the first value of each name, and nothing for an empty one.
 * @throws {InvalidRequest} `encoding` when a name or value is not valid percent-encoded UTF-8
 */
export function readQuery(ctx: Context): Record<string, string> {
  const query: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const pair of ctx.querystring.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : decode(pair.slice(at + 1));
    if (value !== '' && !(name in query)) query[name] = value;
  }
  return query;
}

/**
 * A part of the path, decoded.
 * @throws {InvalidRequest} `encoding`
 */
export function readParam(ctx: Context & { params: Record<string, string> }, name: string): string {
  decodeStrict(ctx.path); // the router passes on what it cannot decode
  return ctx.params[name] ?? '';
}

const decode = (text: string): string => decodeStrict(text.replaceAll('+', ' '));

function decodeStrict(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new InvalidRequest('encoding', 'Malformed percent-encoding in the request URL');
  }
}

/** The key of a `Authorization: Bearer …` header, whatever the case of the word; null when there is none. */
export function bearer(ctx: Context): string | null {
  const header = ctx.get('authorization');
  return /^bearer /i.test(header) ? header.slice(7).trim() || null : null;
}
