/** The names under which a loopback listener is reached. Anything else is a page that rebinds its name to this machine. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether an address to listen on is this machine alone. */
export const isLoopback = (host: string): boolean =>
  /^127(\.\d{1,3}){3}$/.test(host) || host === 'localhost' || host === '::1';

/** Whether a `Host` header names this console. */
export function isOwnHost(host: string | undefined, port: number): boolean {
  if (host === undefined) return false;
  return LOOPBACK.some(
    (name) => host.toLowerCase() === `${name}:${port}` || (port === 80 && host.toLowerCase() === name),
  );
}

/** Whether an `Origin` header is the console's own page. */
export function isOwnOrigin(origin: string | undefined, port: number): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { protocol, host } = new URL(origin);
  return protocol === 'http:' && isOwnHost(port === 80 ? `${host}:80` : host, port);
}
