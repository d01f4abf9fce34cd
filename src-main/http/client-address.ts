import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { createAddressList, plainAddress } from './address-list.ts';

/**
 * Tells where a request comes from: the socket's address, or, when that is a trusted proxy, the last address of
 * `X-Forwarded-For` that is none.
 * @param trusted addresses and CIDR ranges of proxies
 */
export function createClientAddress(trusted: readonly string[]): (request: IncomingMessage) => string | null {
  if (trusted.length === 0) return (request) => socketAddress(request);
  const isProxy = createAddressList(trusted);
  return (request) => {
    let client = socketAddress(request);
    const hops = String(request.headers['x-forwarded-for'] ?? '').split(',');
    while (client !== null && isProxy(client)) {
      const hop = plainAddress(hops.pop()?.trim() ?? '');
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
  const isProxy = createAddressList(trusted);
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

/** The address at the other end of the connection, be it a client's or a proxy's. */
export const socketAddress = (request: IncomingMessage): string | null =>
  request.socket.remoteAddress === undefined ? null : plainAddress(request.socket.remoteAddress);
