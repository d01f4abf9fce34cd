import { isEncrypted } from './client-address.ts';
import type { Context } from './context.ts';
import { InvalidRequest } from './invalid-request.ts';
import type { Services } from './services.ts';

/** `uri-host [ ":" port ]` of RFC 9110 section 7.2: a name or IPv4 address, or an IPv6 address in brackets. */
export const HOST = /^(?:[a-z0-9](?:[a-z0-9._-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/**
 * The base URL that an answer carries, without a slash at its end: the public URL, or else the Host that the client used
 * and the way it came (a trusted proxy may know better), or the address it reached when it named none. A public URL of
 * `http` becomes the one of HTTPS for a client that came by HTTPS: it may be all that it speaks, or that still listens.
 * @throws {InvalidRequest} when the Host cannot be one: it would end up in a URL that others follow
 */
export function baseUrl(
  ctx: Context,
  { publicUrl, schemeOf }: Pick<Services, 'publicUrl' | 'schemeOf'>,
): string {
  const configured = publicUrl();
  if (configured !== null)
    return (isEncrypted(ctx.req) ? secured(ctx, configured) : configured).replace(/\/+$/, '');
  const host = ctx.get('host') || reachedAt(ctx);
  if (!HOST.test(host)) throw new InvalidRequest('schema', 'The Host header is not valid');
  return `${schemeOf(ctx.req)}://${host}`;
}

function secured({ req: { socket } }: Context, publicUrl: string): string {
  const url = new URL(publicUrl);
  if (url.protocol === 'https:') return publicUrl;
  return `https://${url.hostname}:${socket.localPort}${url.pathname}`;
}

/** HTTP/1.0 clients need not send a Host. */
function reachedAt({ req: { socket } }: Context): string {
  const { localAddress = '', localPort } = socket;
  const address = localAddress.replace(/^::ffff:(?=\d+\.)/i, '');
  return `${address.includes(':') ? `[${address}]` : address}:${localPort}`;
}
