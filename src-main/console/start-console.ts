import { createHttpServer, type Endpoint, listen, ListenError, stopServer, urlOf } from '../http/server.ts';
import type { HttpLimits } from '../http/services.ts';
import type { Lanyard } from '../server/lanyard.ts';
import { readRendererAssets } from '../server/renderer-assets.ts';
import { createConsoleAccess } from './access.ts';
import { createConsoleApp } from './app.ts';
import { isLoopback } from './origin.ts';
import { acceptWebSockets } from './upgrade.ts';

/**
 * Serves the window's pages to a browser on this machine, after a login with a one-time token.
 * @param rendererRoot the folder of the built renderer
 * @throws {ListenError} also when the address is not a loopback one: without TLS the console stays on this machine
 */
export async function startConsole(
  lanyard: Lanyard,
  endpoint: Endpoint,
  rendererRoot: string,
  limits: HttpLimits,
) {
  if (!isLoopback(endpoint.host))
    throw new ListenError(
      'NOT_LOOPBACK',
      `The console cannot listen on ${endpoint.host}: without TLS it is for this machine only. Use 127.0.0.1, or reach it through an SSH tunnel.`,
    );
  const access = createConsoleAccess(lanyard.core.now);
  let port = endpoint.port;
  const app = createConsoleApp({
    ...lanyard,
    access,
    assets: readRendererAssets(rendererRoot),
    port: () => port,
    logFault: (error, request) => lanyard.logger.error('a console request failed', { request, error }),
  });
  const answer = app.callback();
  const server = createHttpServer([], (request, response) => void answer(request, response), limits);
  const sockets = acceptWebSockets(server, lanyard, { access, port: () => port });
  const bound = await listen(server, endpoint);
  port = bound.port;
  return {
    url: urlOf(bound),
    /** A link that logs in once. */
    newLink: (): string => `${urlOf(bound)}/?token=${access.newToken()}`,
    stop: async (): Promise<void> => {
      sockets.close();
      await stopServer(server, 1_000);
    },
  };
}
