import type { Server } from 'node:http';
import type { Server as SecureServer } from 'node:https';
import type { SecureContextOptions } from 'node:tls';
import { secured } from '../../http/server.ts';
import type { Identity } from './certificates.ts';

/** The servers that show one certificate, and change it without a restart. */
export type SecureServers = ReturnType<typeof createSecureServers>;

export function createSecureServers() {
  const servers = new Set<SecureServer>();
  let identity: Identity | null = null;
  return {
    /** What is shown; null before the first one. */
    identity: (): Identity | null => identity,
    /** Shows another certificate from the next connection on. @returns whether it is another one */
    show(next: Identity): boolean {
      if (identity?.certificate === next.certificate) return false;
      identity = next;
      for (const server of servers) server.setSecureContext(secured(next.options));
      return true;
    },
    /** A server that shows it. @param make makes an HTTPS server */
    create(make: (options: SecureContextOptions) => Server): Server {
      const server = make(identity!.options) as SecureServer;
      servers.add(server);
      server.once('close', () => servers.delete(server));
      return server;
    },
  };
}
