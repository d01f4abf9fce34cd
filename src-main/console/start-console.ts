import type { Server } from 'node:http';
import { isGoodFor } from '../crypto/certificates.ts';
import { createNetwork } from '../http/network.ts';
import { createHttpServer, type Endpoint, ListenError, type ServerMode, urlOf } from '../http/server.ts';
import type { HttpLimits } from '../http/services.ts';
import type { Lanyard } from '../server/lanyard.ts';
import { readRendererAssets } from '../server/renderer-assets.ts';
import type { SecureServers } from '../server/tls/secure-servers.ts';
import { createConsoleAccess } from './access.ts';
import { createConsoleApp } from './app.ts';
import { createOwnNames, isLoopback } from './origin.ts';
import { acceptWebSockets } from './upgrade.ts';

/** A page that switches HTTPS hears the answer before its connection ends; in milliseconds. */
const FAREWELL_MS = 500;

/**
 * Serves the window's pages to a browser, after a login with a one-time token: over HTTPS while that is on.
 * @param rendererRoot the folder of the built renderer
 * @throws {ListenError} also when the address is not a loopback one and HTTPS is off
 */
export async function startConsole(
  lanyard: Lanyard,
  endpoint: Endpoint,
  rendererRoot: string,
  limits: HttpLimits,
  secure: SecureServers,
) {
  const isOn = () => lanyard.tlsSwitch.current().on;
  if (!isOn() && !isLoopback(endpoint.host))
    throw new ListenError(
      'NOT_LOOPBACK',
      `The console cannot listen on ${endpoint.host}: without TLS it is for this machine only. Switch HTTPS on (--tls), use 127.0.0.1, or reach it through an SSH tunnel.`,
    );
  const access = createConsoleAccess(lanyard.monotonic);
  let bound = endpoint;
  let speaksTls = false;
  const names = createOwnNames(
    () => bound.port,
    (host) => isGoodFor(secure.identity()!.certificate, host),
  );
  const url = () => urlOf(bound, speaksTls ? 'https' : 'http');
  const app = createConsoleApp({
    ...lanyard,
    access,
    assets: readRendererAssets(rendererRoot),
    names,
    url,
    logFault: (error, request) => lanyard.logger.error('a console request failed', { request, error }),
  });
  const answer = app.callback();
  let sockets = { close: () => {} };
  const onError = (error: Error) =>
    lanyard.logger.error('a connection to the console could not be accepted', { error });
  const make = (mode: ServerMode): Server =>
    createHttpServer([], (request, response) => void answer(request, response), limits, { ...mode, onError });
  const network = createNetwork(() => {
    const server = speaksTls ? secure.create((tls) => make({ tls })) : make({});
    sockets = acceptWebSockets(server, lanyard, { access, names });
    return server;
  }, '--console-port');
  const listen = async (port: number): Promise<void> => {
    speaksTls = isOn();
    const host = speaksTls || isLoopback(endpoint.host) ? endpoint.host : '127.0.0.1';
    bound = await network.listen({ host, port });
  };
  await listen(endpoint.port);
  return {
    url,
    /** A link that logs in once. */
    newLink: (): string => `${url()}/?token=${access.newToken()}`,
    /** Speaks HTTPS or not, as the switch says; without it the console comes back to this machine. */
    async apply(): Promise<void> {
      if (speaksTls === isOn()) return;
      const before = sockets;
      setTimeout(() => before.close(), FAREWELL_MS).unref();
      await listen(bound.port);
    },
    stop: async (): Promise<void> => {
      sockets.close();
      await network.stop(1_000);
    },
  };
}
