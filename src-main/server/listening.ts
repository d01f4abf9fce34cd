import type { Server } from 'node:http';
import { createNetwork } from '../http/network.ts';
import type { Endpoint } from '../http/server.ts';
import type { TlsSwitch } from './tls/tls-switch.ts';

/** Where the API listens, each way; null = not at all. */
type Plan = { http: Endpoint | null; https: Endpoint | null };
const ways = ['http', 'https'] as const;

/** An endpoint that clients should use. */
export type Offer = Endpoint & { scheme: 'http' | 'https' };

/** Where the API listens: over HTTP, HTTPS or both. */
export type Listening = ReturnType<typeof createListening>;

/**
 * @param create makes the servers, which do not listen yet
 * @param tls the switch
 */
export function createListening(create: Record<'http' | 'https', () => Server>, tls: TlsSwitch) {
  const networks = { http: createNetwork(create.http), https: createNetwork(create.https, '--tls-port') };
  let base: Endpoint | null = null;

  const planFor = (endpoint: Endpoint): Plan => {
    const { on, http, port } = tls.current();
    return {
      http: on && http === 'off' ? null : endpoint,
      https: on ? { host: endpoint.host, port } : null,
    };
  };
  const settle = async (way: 'http' | 'https', endpoint: Endpoint | null): Promise<void> => {
    if (endpoint && !networks[way].isAt(endpoint)) await networks[way].listen(endpoint);
  };
  const carryOut = async (plan: Plan): Promise<void> => {
    for (const way of ways) if (plan[way] === null) networks[way].leave(); // first: HTTPS may want that port
    for (const way of ways) await settle(way, plan[way]);
  };
  return {
    /** The host and the port of HTTP, whether or not HTTP is on; null when nothing listens. */
    bound: (): Endpoint | null => {
      const { http, https } = { http: networks.http.bound(), https: networks.https.bound() };
      return http ?? (https && { host: https.host, port: base?.port ?? 0 });
    },
    https: networks.https.bound,
    /** What clients should use, best first. HTTP that only redirects is no offer. */
    offers(): Offer[] {
      const { on, http: mode } = tls.current();
      const http = on && mode !== 'beside' ? null : networks.http.bound();
      const https = networks.https.bound();
      return [
        ...(https ? [{ ...https, scheme: 'https' as const }] : []),
        ...(http ? [{ ...http, scheme: 'http' as const }] : []),
      ];
    },
    /**
     * Listens there, as the switch says; downloads at the old place run on.
     * @throws {ListenError} when it cannot; it then listens where it did before
     */
    async listen(endpoint: Endpoint): Promise<void> {
      const before: Plan = { http: networks.http.bound(), https: networks.https.bound() };
      try {
        await carryOut(planFor(endpoint));
        base = endpoint;
      } catch (error) {
        await carryOut(before).catch(() => undefined);
        throw error;
      }
    },
    /** Listens there as far as it can. */
    async listenAnyhow(endpoint: Endpoint): Promise<void> {
      const plan = planFor(endpoint);
      base = endpoint;
      for (const way of ways) await settle(way, plan[way]).catch(() => undefined);
    },
    /** Where it should listen; null before the first time. */
    base: (): Endpoint | null => base,
    /** Stops accepting; running answers may end within the grace time, in milliseconds. */
    stop: (graceMs: number) => Promise.all(ways.map((way) => networks[way].stop(graceMs))),
  };
}
