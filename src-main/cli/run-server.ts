import { version } from '../../package.json';
import { connectLocally } from '../ipc/transports/local-client.ts';
import { endHardAfter } from '../server/hard-end.ts';
import type { RunningServer, ServerOptions } from '../server/start-server.ts';
import { openOptions, type Place, untilFree } from './connect.ts';
import { downloadLine } from './download-line.ts';
import { CommandFailure } from './failure.ts';
import { onStopSignal } from './signals.ts';
import { writeLine, writeNote } from './streams.ts';
import { details } from './table.ts';

/** How a server of the command line listens. */
export type Listening = Pick<ServerOptions, 'host' | 'port' | 'tls' | 'publicUrl' | 'rateLimits' | 'console'>;

/** What is told when a server is ready. */
export type Ready = {
  event: 'ready';
  vendorId: string;
  api: string;
  /** A link that logs in once. */
  console: string | null;
};

/** How long stopping may take in all before the process ends itself, in milliseconds. */
const STOP_MS = 20_000;

/** Says what happens: as JSON lines, or in words. */
type Told = {
  json: boolean;
  /** What is told at the start; default: the ready event, or where the server is and how to stop it. */
  ready?: (server: RunningServer, event: Ready) => Promise<{ event: object; words: string }>;
};

/** A server that cannot go on may take this long to stop before the whole process ends, in milliseconds. */
const END_MS = 30_000;

/**
 * Serves until a signal, and then stops gracefully. A server that cannot go on as it is, after an exception that nothing has
 * caught, is started anew.
 * @throws {DataFolderError} or {ListenError}, and {CommandFailure} `folder_in_use` that names the server which runs
 */
export async function runServer(place: Place, listening: Listening, told: Told): Promise<void> {
  const { startServer } = await import('../server/start-server.ts');
  const { surviveUncaught } = await import('../server/unexpected.ts');
  let stop = (_why: null) => {};
  const stopped = new Promise<null>((resolve) => {
    stop = resolve;
  });
  const release = onStopSignal(() => stop(null)); // before the server starts: a signal that comes meanwhile is not lost
  const say = (event: object, words: string) => writeLine(told.json ? JSON.stringify(event) : words);

  /**
   * @param before the port of the server that this one follows
   * @returns its own port when it must be started anew; null = it was told to stop
   */
  const serveOnce = async (before: number | null): Promise<number | null> => {
    const again = before === null ? {} : { port: before };
    const server = await untilFree(
      () => startServer({ ...listening, ...again, ...openOptions(place) }),
      () => refuseSecond(place.folder),
    );
    let endSurvival = () => {};
    const unsound = new Promise<string>((resolve) => {
      endSurvival = surviveUncaught(server, resolve);
    });
    try {
      const ready: Ready = {
        event: 'ready',
        vendorId: server.core.store.vendor.get()!.id,
        api: server.api,
        console: server.consoleLink.make?.() ?? null,
      };
      server.events.subscribe('downloads', (rows) => {
        for (const row of rows) say({ event: 'download', ...row }, downloadLine(row));
      });
      const start = (before === null && (await told.ready?.(server, ready))) || {
        event: ready,
        words: readyWords(server, ready),
      };
      say(start.event, start.words);
      const why = await Promise.race([stopped, unsound]);
      if (why !== null) {
        server.logger.error('the server is started anew', { why });
        say({ event: 'restarting', reason: why }, `${why}: the server is started anew.`);
        const port = server.bound()?.port ?? before;
        const cut = setTimeout(() => {
          writeNote('lanyard: The server can neither go on nor stop. Start it again.');
          process.exit(1);
        }, END_MS);
        await server.stop();
        clearTimeout(cut);
        return port;
      }
      endHardAfter(STOP_MS);
      say({ event: 'stopping' }, 'Stopping: running answers may end first. Once more ends them at once.');
      await server.stop();
      say({ event: 'stopped' }, 'Stopped.');
      return null;
    } finally {
      endSurvival();
      await server.stop();
    }
  };
  try {
    for (let port = await serveOnce(null); port !== null;) port = await serveOnce(port);
  } finally {
    release();
  }
}

/** Waiting is of no use where another server has the folder. */
async function refuseSecond(folder: string): Promise<false> {
  const other = await connectLocally(folder);
  if (!other) return false;
  const status = await other.invoke('server.status', {});
  await other.close();
  const where = status.ok && status.value.api !== null ? ` at ${status.value.api}` : '';
  throw new CommandFailure(
    'folder_in_use',
    `A Lanyard serves ${folder} already${where}. Stop it first, or use another folder (--data DIR).`,
  );
}

/** Where the server is, and how to stop it. */
export const readyWords = (server: RunningServer, { api, vendorId, console: link }: Ready): string =>
  [
    details(`Lanyard ${version} serves ${api}`, [
      ['vendor id', vendorId],
      ['data folder', server.folder],
      ...(server.tls.publicCa() === null
        ? []
        : [['CA', `clients must trust ${api}/ca.crt (lanyard tls ca)`] as [string, string]]),
      ['console', link === null ? 'off' : `${link} (logs in once; lanyard console token makes another)`],
    ]),
    'Ctrl-C stops it. Downloads appear here as they happen.',
  ].join('\n');
