import { startConsole } from '../console/start-console.ts';
import { createAddressList } from '../http/address-list.ts';
import { caCertificate } from '../http/ca-certificate.ts';
import { createClientAddress, createSchemeOf } from '../http/client-address.ts';
import { createClientCountry } from '../http/client-country.ts';
import { createDialectApp, type Dialect, type Surroundings } from '../http/dialect.ts';
import { cryptlex } from '../http/dialects/cryptlex/index.ts';
import { feeds } from '../http/dialects/feeds/index.ts';
import { licensedock } from '../http/dialects/licensedock/index.ts';
import { lukittu } from '../http/dialects/lukittu/index.ts';
import { madeFrom } from '../http/made-from.ts';
import { createBandwidth } from '../http/downloads/bandwidth.ts';
import { operations } from '../http/operations.ts';
import { createRateLimit } from '../http/rate-limits.ts';
import { createRunningRequests } from '../http/running-requests.ts';
import { createDocsApp, docsPrefixes } from '../http/openapi/docs.ts';
import { createHttpServer, type Endpoint, ListenError } from '../http/server.ts';
import type { HttpLimits, Services } from '../http/services.ts';
import { sendToHttps } from '../http/to-https.ts';
import { listenLocally } from '../ipc/transports/local-socket.ts';
import { type LanyardOptions, openLanyard } from './lanyard.ts';
import { createListening } from './listening.ts';
import { createSecureServers } from './tls/secure-servers.ts';
import { followTls } from './tls/follow-tls.ts';
import { sweepAtStart } from './sweep-at-start.ts';
import { startUpkeep } from './upkeep.ts';

export type ServerOptions = LanyardOptions &
  Partial<Endpoint> & {
    /** False switches every rate limit off. */
    rateLimits?: boolean;
    limits?: Partial<HttpLimits>;
    /** The browser console: where it listens and the folder of the built renderer; none by default. */
    console?: Endpoint & {
      rendererRoot: string;
      /** Any free port will do when this one is taken. */
      orAnyPort?: boolean;
    };
    /** When the database is looked at for damage first, in milliseconds after the start. */
    checkAfterMs?: number;
    /** How long running answers may take to end when the server stops, in milliseconds. */
    graceMs?: number;
    /** Told when the API cannot listen; the server then runs without it. Default: it does not start. */
    onListenError?: (error: ListenError) => void;
    /** Told when it has tried to listen elsewhere, and whether it does so wholly. */
    onMoved?: (wholly: boolean) => void;
  };

const defaultLimits: HttpLimits = { headersMs: 15_000, bodyMs: 30_000, idleMs: 120_000 };
const GRACE_MS = 10_000;

const NO_SOCKET =
  'Commands (lanyard …) cannot reach this server: it found no place for its local socket. logs/lanyard.log says why. Use a data ' +
  'folder with a shorter path, or see to it that the folder for temporary files (TMPDIR) can be written, and start it again.';

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
    await sweepAtStart(lanyard);
    const limits = { ...defaultLimits, ...options.limits };
    const { settings } = core;
    const isExempt = madeFrom(() => settings.current().rateLimitExempt, createAddressList);
    const behindProxies = madeFrom(
      () => settings.current().trustedProxies,
      (trusted) => ({
        address: createClientAddress(trusted),
        country: createClientCountry(trusted),
        scheme: createSchemeOf(trusted),
      }),
    );
    const services: Services = {
      core,
      bytes: lanyard.bytes,
      backOffice: lanyard.backOffice,
      facts: lanyard.facts,
      signer: lanyard.signer,
      vendorId: () => core.store.vendor.get()!.id,
      publicUrl: lanyard.publicUrl,
      schemeOf: (request) => behindProxies().scheme(request),
      bandwidth: createBandwidth(() => {
        const { bandwidthPerClient: perClient, bandwidthTotal: total } = core.settings.current();
        return { perClient, total };
      }),
      rateLimit: (window) => createRateLimit(rateLimits, window),
      unlimited: (address) => isExempt()(address),
      limits,
    };
    const around: Surroundings = {
      now: core.now,
      clientAddress: (request) => behindProxies().address(request),
      clientCountry: (request) => behindProxies().country(request),
      logDownload: logs.download,
      logRequest: logs.request,
      logFault: (error, request) => logger.error('a request failed', { request, error }),
    };
    const requests = createRunningRequests();
    const mount = (dialect: Dialect) => ({
      prefix: dialect.prefix,
      listener: requests.watch(createDialectApp(dialect, around).callback()),
    });
    const docs = requests.watch(createDocsApp(services).callback());
    const mounts = [
      ...[lukittu, cryptlex, licensedock, feeds].map((create) => mount(create(services))),
      ...docsPrefixes.map((prefix) => ({ prefix, listener: docs })),
      { prefix: '/ca.crt', listener: caCertificate(lanyard.tls.publicCa) },
    ];
    const secure = createSecureServers();
    const { current } = lanyard.tlsSwitch;
    const onError = (error: Error) => logger.error('a connection could not be accepted', { error });
    const listening = createListening(
      {
        http: () =>
          createHttpServer(mounts, operations(), limits, {
            onError,
            // Where HTTP is off, a connection that was kept alive hears so with its next request.
            instead: (request, response) =>
              current().on &&
              current().http !== 'beside' &&
              services.schemeOf(request) === 'http' &&
              sendToHttps(request, response, listening.https()?.port ?? current().port),
          }),
        https: () => secure.create((tls) => createHttpServer(mounts, operations(), limits, { tls, onError })),
      },
      lanyard.tlsSwitch,
    );
    const network = followTls({ lanyard, listening, secure, moved: (wholly) => options.onMoved?.(wholly) });
    await network.listen({ host, port }).catch((error: unknown) => {
      if (!options.onListenError || !(error instanceof ListenError)) throw error;
      options.onListenError(error);
      return network.listenAnyhow({ host, port });
    });
    const stops: (() => Promise<unknown>)[] = [() => network.stop(graceMs)];
    const stopAll = () => Promise.all(stops.map((stop) => stop()));
    try {
      if (options.console) {
        const { rendererRoot, orAnyPort, ...wanted } = options.console;
        const startAt = (endpoint: Endpoint) => startConsole(lanyard, endpoint, rendererRoot, limits, secure);
        const browser = await startAt(wanted).catch((error: unknown) => {
          if (!orAnyPort || !(error instanceof ListenError) || error.code !== 'EADDRINUSE') throw error;
          return startAt({ ...wanted, port: 0 });
        });
        stops.push(browser.stop);
        network.alsoMove(browser);
        lanyard.consoleLink.make = browser.newLink;
      }
      const local = await listenLocally(lanyard, (error) =>
        logger.error('the local socket failed', { error }),
      ).catch((error: unknown) => {
        logger.error('there is no local socket', { error });
        lanyard.alerts.raise('local-socket', 'warning', NO_SOCKET);
      });
      if (local) stops.push(local.close);
    } catch (error) {
      await stopAll();
      throw error;
    }
    const upkeep = startUpkeep(lanyard, options.checkAfterMs);
    logger.info('serving', { api: lanyard.listening.api });
    let stopping: Promise<void> | undefined;
    return {
      ...lanyard,
      upkeep,
      /** The base URL at the start; empty when nothing listens. */
      api: lanyard.listening.api ?? '',
      /** The address that is bound; null when nothing listens. */
      bound: listening.bound,
      /** What clients should use, best first. */
      offers: listening.offers,
      /** Looks whether the certificate must be another one, as happens by itself. @returns whether it was */
      checkCertificate: network.checkCertificate,
      /** Moves the API to another address; downloads at the old one run on. @throws {ListenError} */
      listen: network.listen,
      /** Stops accepting, lets running answers end, writes what waits, and gives the folder back. */
      stop: () =>
        (stopping ??= (async () => {
          await Promise.all([upkeep.stop(), stopAll()]);
          await requests.ended();
          logger.info('stopped');
          await lanyard.close();
        })()),
    };
  } catch (error) {
    logger.error('the server could not start', { error });
    await lanyard.close();
    throw error;
  }
}
