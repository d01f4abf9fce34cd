import type { IncomingMessage } from 'node:http';
import { countryOfAlpha2 } from '../domain/countries.ts';
import { createAddressList } from './address-list.ts';
import { socketAddress } from './client-address.ts';

/** Where Cloudflare, and every proxy that is told to, says the country of a client in two letters. */
const HEADER = 'cf-ipcountry';

/**
 * Tells in which country a client is (ISO 3166-1 alpha-3): what a trusted proxy says of it. Nobody else is believed, and
 * what is no country (`XX` for unknown, `T1` for Tor) is none.
 * @param trusted addresses and CIDR ranges of proxies
 */
export function createClientCountry(trusted: readonly string[]): (request: IncomingMessage) => string | null {
  if (trusted.length === 0) return () => null;
  const isProxy = createAddressList(trusted);
  return (request) => {
    const code = request.headers[HEADER];
    if (typeof code !== 'string') return null;
    const proxy = socketAddress(request);
    if (proxy === null || !isProxy(proxy)) return null;
    return countryOfAlpha2(code.trim().toUpperCase())?.alpha3 ?? null;
  };
}
