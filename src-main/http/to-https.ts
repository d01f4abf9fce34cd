import type { IncomingMessage, ServerResponse } from 'node:http';
import { HOST } from './base-url.ts';
import { refuseBody } from './unwanted-body.ts';

/** Answered over HTTP whatever else is: a health check has no use for TLS, and who fetches the CA does not trust it yet. */
const PLAIN = /^\/(healthz|ca\.crt)(\?|$)/;

/**
 * Sends a client to the same path over HTTPS. 308 keeps method and body, so that a POST of a client that follows redirects
 * arrives there as it was.
 * @param port of HTTPS
 * @returns false where HTTP answers all the same
 */
export function sendToHttps(request: IncomingMessage, response: ServerResponse, port: number): boolean {
  const { url = '/' } = request;
  if (PLAIN.test(url)) return false;
  const host = request.headers.host ?? '';
  // Without a name there is nowhere to send it, and a whole URL in the request line is for a proxy.
  const target =
    HOST.test(host) && url.startsWith('/') ? `https://${host.replace(/:\d+$/, '')}:${port}${url}` : null;
  const body = target === null ? 'Use HTTPS.\n' : `Use ${target}\n`;
  response.writeHead(target === null ? 400 : 308, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    ...(target !== null && { Location: target }),
  });
  refuseBody({ req: request, res: response });
  response.end(request.method === 'HEAD' ? undefined : body);
  return true;
}
