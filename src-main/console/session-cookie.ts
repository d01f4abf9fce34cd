import type { IncomingMessage } from 'node:http';

export const SESSION_COOKIE = 'lanyard_console';

/** The session's secret that a request carries. */
export function sessionOf(request: IncomingMessage): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${SESSION_COOKIE}=`))?.slice(SESSION_COOKIE.length + 1);
}
