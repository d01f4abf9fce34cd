import type { Server } from 'node:http';
import { type Endpoint, listen, stopServer } from './server.ts';

/**
 * One place where the server listens. It can move to another address while downloads run on at the old one.
 * @param create makes a server that does not listen yet
 * @param option what sets the port, for the words of an error
 */
export function createNetwork(create: () => Server, option = '--port') {
  const servers = new Set<Server>(); // the one that listens, and those whose last answers still run
  let current: { server: Server; bound: Endpoint } | null = null;

  const open = async (endpoint: Endpoint): Promise<Endpoint> => {
    const server = create();
    const bound = await listen(server, endpoint, option);
    servers.add(server);
    server.once('close', () => servers.delete(server));
    current = { server, bound };
    return bound;
  };
  return {
    /** The address that is bound; null when nothing listens. */
    bound: (): Endpoint | null => current?.bound ?? null,
    /** Whether it listens there already; port 0 is any. */
    isAt: (endpoint: Endpoint): boolean =>
      current !== null &&
      endpoint.host === current.bound.host &&
      (endpoint.port === 0 || endpoint.port === current.bound.port),
    /** Listens no longer; running answers end in their own time. */
    leave(): void {
      current?.server.close();
      current = null;
    },
    /**
     * Listens there, and no longer where it did before.
     * @throws {ListenError} when it cannot; it then listens where it did before
     */
    async listen(endpoint: Endpoint): Promise<Endpoint> {
      const before = current;
      current = null;
      before?.server.close(); // first, since the new address may want the same port
      try {
        return await open(endpoint);
      } catch (error) {
        if (before) await open(before.bound);
        throw error;
      }
    },
    /** Stops accepting; running answers may end within the grace time, in milliseconds. */
    async stop(graceMs: number): Promise<void> {
      current = null;
      await Promise.all([...servers].map((server) => stopServer(server, graceMs)));
    },
  };
}
