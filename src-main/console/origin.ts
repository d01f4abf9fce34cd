import type { IncomingMessage } from 'node:http';
import { HOST } from '../http/base-url.ts';
import { isEncrypted } from '../http/client-address.ts';

/** The names under which a loopback listener is reached. Anything else is a page that rebinds its name to this machine. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether an address to listen on is this machine alone. */
export const isLoopback = (host: string): boolean =>
  /^127(\.\d{1,3}){3}$/.test(host) || host === 'localhost' || host === '::1';

/** Tells requests of the console's own page from those of any other. */
export type OwnNames = ReturnType<typeof createOwnNames>;

/**
 * @param port that was bound
 * @param isCertified whether the certificate is good for a host: over TLS such a name is the console's own, since no browser
 *   believes it of anybody else
 */
export function createOwnNames(port: () => number, isCertified: (host: string) => boolean) {
  const isOwn = (host: string | undefined, secure: boolean): boolean => {
    const text = host?.toLowerCase() ?? '';
    const url = `${secure ? 'https' : 'http'}://${text}`;
    if (!HOST.test(text) || !URL.canParse(url)) return false;
    const { hostname, port: named } = new URL(url);
    if (Number(named || (secure ? 443 : 80)) !== port()) return false;
    if (text.replace(/:\d+$/, '') !== hostname) return false; // 127.1 and the like
    return LOOPBACK.includes(hostname) || (secure && isCertified(hostname.replaceAll(/[[\]]/g, '')));
  };
  return {
    /** Whether the `Host` header of a request names this console. */
    isOwnHost: (request: IncomingMessage): boolean => isOwn(request.headers.host, isEncrypted(request)),
    /** Whether the `Origin` header of a request is the console's own page. */
    isOwnOrigin(request: IncomingMessage): boolean {
      const { origin } = request.headers;
      if (origin === undefined || !URL.canParse(origin)) return false;
      const secure = isEncrypted(request);
      const { protocol, host } = new URL(origin);
      return protocol === (secure ? 'https:' : 'http:') && isOwn(host, secure);
    },
  };
}
