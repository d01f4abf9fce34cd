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
  const proxies = new BlockList();
  for (const entry of trusted) {
    const [ip, prefix] = plain(entry).split('/') as [string, string?];
    if (prefix === undefined) proxies.addAddress(ip, family(ip));
    else proxies.addSubnet(ip, Number(prefix), family(ip));
  }
  const isProxy = (ip: string) => proxies.check(ip, family(ip));
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

const socketAddress = (request: IncomingMessage): string | null =>
  request.socket.remoteAddress === undefined ? null : plain(request.socket.remoteAddress);
