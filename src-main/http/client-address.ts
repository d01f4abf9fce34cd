import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

const family = (ip: string) => (isIP(ip) === 6 ? 'ipv6' : 'ipv4');

/** An address without the mark of an IPv4 address on an IPv6 socket. */
const plain = (ip: string): string => ip.replace(/^::ffff:(?=\d+\.)/i, '');

/**
 * Tells where a request comes from: the socket's address, or, when that is a trusted proxy, the last address of
 * `X-Forwarded-For` that is none.
 * @param trusted addresses and CIDR ranges of proxies
 */
export function createClientAddress(trusted: readonly string[]): (request: IncomingMessage) => string | null {
  if (trusted.length === 0) return (request) => socketAddress(request);
  const isProxy = proxyTest(trusted);
  return (request) => {
    let client = socketAddress(request);
    const hops = String(request.headers['x-forwarded-for'] ?? '').split(',');
    while (client !== null && isProxy(client)) {
      const hop = plain(hops.pop()?.trim() ?? '');
      if (!isIP(hop)) break;
      client = hop;
    }
    return client;
  };
}

/** How a client speaks to the server, or to the proxy before it. */
export type Scheme = 'http' | 'https';

/**
 * Tells how a request was made: the way it arrived, or, where a trusted proxy handed it on, what that says in the last
 * value of `X-Forwarded-Proto`.
 * @param trusted addresses and CIDR ranges of proxies
 */
export function createSchemeOf(trusted: readonly string[]): (request: IncomingMessage) => Scheme {
  const isProxy = proxyTest(trusted);
  return (request) => {
    const sender = socketAddress(request);
    const forwarded = String(request.headers['x-forwarded-proto'] ?? '')
      .split(',')
      .pop()!
      .trim()
      .toLowerCase();
    if ((forwarded === 'http' || forwarded === 'https') && sender !== null && isProxy(sender))
      return forwarded;
    return isEncrypted(request) ? 'https' : 'http';
  };
}

/** Whether a request reached this server itself over TLS. */
export const isEncrypted = ({ socket }: IncomingMessage): boolean => 'encrypted' in socket;

function proxyTest(trusted: readonly string[]): (ip: string) => boolean {
  if (trusted.length === 0) return () => false;
  const proxies = new BlockList();
  for (const entry of trusted) {
    const [ip, prefix] = plain(entry).split('/') as [string, string?];
    if (prefix === undefined) proxies.addAddress(ip, family(ip));
    else proxies.addSubnet(ip, Number(prefix), family(ip));
  }
  return (ip) => proxies.check(ip, family(ip));
}

const socketAddress = (request: IncomingMessage): string | null =>
  request.socket.remoteAddress === undefined ? null : plain(request.socket.remoteAddress);
