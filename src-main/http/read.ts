import type { Context } from './context.ts';
import { InvalidRequest } from './invalid-request.ts';

/**
 * The query of a request: the first value of each name, and nothing for an empty one.
 * @throws {InvalidRequest} `encoding` when a name or value is not valid percent-encoded UTF-8
 */
export const readQuery = (ctx: Context): Record<string, string> => readPairs(ctx.querystring, 'URL');

/**
 * What `name=value&…` says, in a query or a form: the first value of each name, and nothing for an empty one.
 * @param place where it stands, for the message
 * @throws {InvalidRequest} `encoding`
 */
export function readPairs(text: string, place: 'URL' | 'body'): Record<string, string> {
  const pairs: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decode(at < 0 ? pair : pair.slice(0, at), place);
    const value = at < 0 ? '' : decode(pair.slice(at + 1), place);
    if (value !== '' && !(name in pairs)) pairs[name] = value;
  }
  return pairs;
}

/**
 * A part of the path, decoded.
 * @throws {InvalidRequest} `encoding`
 */
export function readParam(ctx: Context & { params: Record<string, string> }, name: string): string {
  decodeStrict(ctx.path); // the router passes on what it cannot decode
  return ctx.params[name] ?? '';
}

const decode = (text: string, place: 'URL' | 'body'): string =>
  decodeStrict(text.replaceAll('+', ' '), place);

function decodeStrict(text: string, place = 'URL'): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new InvalidRequest('encoding', `Malformed percent-encoding in the request ${place}`);
  }
}

/** The key of a `Authorization: Bearer …` header, whatever the case of the word; null when there is none. */
export function bearer(ctx: Context): string | null {
  const header = ctx.get('authorization');
  return /^bearer /i.test(header) ? header.slice(7).trim() || null : null;
}
