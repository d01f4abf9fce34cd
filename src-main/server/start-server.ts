import { startConsole } from '../console/start-console.ts';
import { createClientAddress } from '../http/client-address.ts';
import { createDialectApp, type Dialect, type Surroundings } from '../http/dialect.ts';
import { cryptlex } from '../http/dialects/cryptlex/index.ts';
import { licensedock } from '../http/dialects/licensedock/index.ts';
import { lukittu } from '../http/dialects/lukittu/index.ts';
import { operations } from '../http/operations.ts';
import { createRateLimit } from '../http/rate-limits.ts';
import { createRunningRequests } from '../http/running-requests.ts';
import { createNetwork } from '../http/network.ts';
import { createHttpServer, type Endpoint, ListenError, urlOf } from '../http/server.ts';
import type { HttpLimits, Services } from '../http/services.ts';
import { listenLocally } from '../ipc/transports/local-socket.ts';
import { type LanyardOptions, openLanyard } from './lanyard.ts';

export type ServerOptions = LanyardOptions &
  Partial<Endpoint> & {
    /** False switches every rate limit off. */
    rateLimits?: boolean;
    /** For this run only, before the setting of the same name. */
    publicUrl?: string;
    limits?: Partial<HttpLimits>;
    /** The browser console: where it listens and the folder of the built renderer; none by default. */
    console?: Endpoint & {
      rendererRoot: string;
      /** Any free port will do when this one is taken. */
      orAnyPort?: boolean;
    };
    /** How long running answers may take to end when the server stops, in milliseconds. */
    graceMs?: number;
    /** Told when the API cannot listen; the server then runs without it. Default: it does not start. */
    onListenError?: (error: ListenError) => void;
  };

const defaultLimits: HttpLimits = { headersMs: 15_000, bodyMs: 30_000, idleMs: 120_000 };
const GRACE_MS = 10_000;

/** A running server. */
export type RunningServer = Awaited<ReturnType<typeof startServer>>;

/**
 * Opens a data folder and serves it: the API over HTTP, the contract on the local socket. The desktop app's server
 * thread, the headless program and the tests all call this one function.
 * @throws {DataFolderError} or {ListenError}, each of which says what to do
 */
export async function startServer(options: ServerOptions) {
  const { host = '127.0.0.1', port = 7420, rateLimits = true, graceMs = GRACE_MS } = options;
  const lanyard = await openLanyard(options);
  const { core, logs, logger } = lanyard;
  try {
    const limits = { ...defaultLimits, ...options.limits };
    const services: Services = {
      core,
      bytes: lanyard.bytes,
      backOffice: lanyard.backOffice,
      signer: lanyard.signer,
      vendorId: () => core.store.vendor.get()!.id,
      publicUrl: () => options.publicUrl ?? core.settings.current().publicUrl,
      changed: lanyard.events.changed,
      rateLimit: (window) => createRateLimit(rateLimits, window),
      limits,
    };
    let address = {
      trusted: core.settings.current().trustedProxies,
      of: createClientAddress(core.settings.current().trustedProxies),
    };
    const around: Surroundings = {
      now: core.now,
      clientAddress: (request) => {
        const { trustedProxies } = core.settings.current();
        if (trustedProxies !== address.trusted)
          address = { trusted: trustedProxies, of: createClientAddress(trustedProxies) };
        return address.of(request);
      },
      logDownload: logs.download,
      logRequest: logs.request,
      logFault: (error, request) => logger.error('a request failed', { request, error }),
    };
    const requests = createRunningRequests();
    const mount = (dialect: Dialect) => ({
      prefix: dialect.prefix,
      listener: requests.watch(createDialectApp(dialect, around).callback()),
    });
    const mounts = [lukittu, cryptlex, licensedock].map((create) => mount(create(services)));
    const network = createNetwork(() => createHttpServer(mounts, operations(), limits));
    const listenOn = async (endpoint: Endpoint): Promise<Endpoint> => {
      try {
        return await network.listen(endpoint);
      } finally {
        const bound = network.bound();
        lanyard.listening.api = bound && urlOf(bound);
      }
    };
    await listenOn({ host, port }).catch((error: unknown) => {
      if (!options.onListenError || !(error instanceof ListenError)) throw error;
      options.onListenError(error);
    });
    const stops = [() => network.stop(graceMs)];
    const stopAll = () => Promise.all(stops.map((stop) => stop()));
    try {
      if (options.console) {
        const { rendererRoot, orAnyPort, ...wanted } = options.console;
        const startAt = (endpoint: Endpoint) => startConsole(lanyard, endpoint, rendererRoot, limits);
        const browser = await startAt(wanted).catch((error: unknown) => {
          if (!orAnyPort || !(error instanceof ListenError) || error.code !== 'EADDRINUSE') throw error;
          return startAt({ ...wanted, port: 0 });
        });
        stops.push(browser.stop);
        lanyard.listening.console = browser.url;
        lanyard.consoleLink.make = browser.newLink;
      }
      stops.push((await listenLocally(lanyard)).close);
    } catch (error) {
      await stopAll();
      throw error;
    }
    logger.info('serving', { api: lanyard.listening.api });
    let stopping: Promise<void> | undefined;
    return {
      ...lanyard,
      /** The base URL at the start; empty when nothing listens. */
      api: lanyard.listening.api ?? '',
      /** The address that is bound; null when nothing listens. */
      bound: network.bound,
      /** Moves the API to another address; downloads at the old one run on. @throws {ListenError} */
      listen: listenOn,
      /** Stops accepting, lets running answers end, writes what waits, and gives the folder back. */
      stop: () =>
        (stopping ??= (async () => {
          await stopAll();
          await requests.ended();
          logger.info('stopped');
          await lanyard.close();
        })()),
    };
  } catch (error) {
    await lanyard.close();
    throw error;
  }
}
