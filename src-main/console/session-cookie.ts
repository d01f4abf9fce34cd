import type { IncomingMessage } from 'node:http';
import { isEncrypted } from '../http/client-address.ts';

const PLAIN = 'lanyard_console';

/** The cookie of a session. Over TLS browsers see to it that nobody else can have set it (`__Host-`, RFC 6265bis). */
export const cookieOf = (request: IncomingMessage) => {
  const secure = isEncrypted(request);
  return {
    name: secure ? `__Host-${PLAIN}` : PLAIN,
    options: { httpOnly: true, sameSite: 'strict', path: '/', secure, overwrite: true } as const,
  };
};

/** The session's secret that a request carries. */
export function sessionOf(request: IncomingMessage): string | undefined {
  const { name } = cookieOf(request);
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
