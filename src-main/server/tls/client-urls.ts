import { isIPv4 } from 'node:net';
import type { CertificateFacts } from '../../crypto/certificates.ts';

/** Addresses that lead nowhere from another machine: link-local ones want a zone, and ::1 is 127.0.0.1 again. */
const USELESS = /^(169\.254\.|fe80:|::1$)/;

/**
 * The base URLs of HTTPS that clients can use without a warning, best first: what the certificate is good for and the server
 * is reached by.
 */
export function urlsFor(
  { host, port }: { host: string; port: number },
  { names, addresses }: Pick<CertificateFacts, 'names' | 'addresses'>,
): string[] {
  const forAll = host === '0.0.0.0' || host === '::';
  const plain = names.filter((name) => !name.includes('*'));
  const own = addresses.filter((address) => !USELESS.test(address));
  const isHere = (one: string) => one === 'localhost' || one.startsWith('127.');
  const hosts = forAll
    ? [
        ...own.filter((address) => isIPv4(address) && !isHere(address)),
        ...plain.filter((name) => !isHere(name)),
        ...own.filter((address) => !isIPv4(address)).map((address) => `[${address}]`),
        ...own.filter(isHere),
      ]
    : host.startsWith('127.') || host === '::1' || host === 'localhost'
      ? [...own.filter((address) => address === host), ...plain.filter(isHere)]
      : [host.includes(':') ? `[${host}]` : host, ...plain.filter((name) => !isHere(name))];
  return hosts.map((one) => `https://${one}:${port}`);
}
