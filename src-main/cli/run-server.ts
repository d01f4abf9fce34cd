import { version } from '../../package.json';
import { connectLocally } from '../ipc/transports/local-client.ts';
import type { RunningServer, ServerOptions } from '../server/start-server.ts';
import { openOptions, type Place, untilFree } from './connect.ts';
import { downloadLine } from './download-line.ts';
import { CommandFailure } from './failure.ts';
import { onStopSignal } from './signals.ts';
import { writeLine } from './streams.ts';
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

/** Says what happens: as JSON lines, or in words. */
type Told = {
  json: boolean;
  /** What is told at the start; default: the ready event, or where the server is and how to stop it. */
  ready?: (server: RunningServer, event: Ready) => Promise<{ event: object; words: string }>;
};

/**
 * Serves until a signal, and then stops gracefully.
 * @throws {DataFolderError} or {ListenError}, and {CommandFailure} `folder_in_use` that names the server which runs
 */
export async function runServer(place: Place, listening: Listening, told: Told): Promise<void> {
  const { startServer } = await import('../server/start-server.ts');
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const release = onStopSignal(stop); // before the server starts: a signal that comes meanwhile is not lost
  try {
    const server = await untilFree(
      () => startServer({ ...listening, ...openOptions(place) }),
      () => refuseSecond(place.folder),
    );
    try {
      const say = (event: object, words: string) => writeLine(told.json ? JSON.stringify(event) : words);
      const ready: Ready = {
        event: 'ready',
        vendorId: server.core.store.vendor.get()!.id,
        api: server.api,
        console: server.consoleLink.make?.() ?? null,
      };
      server.events.subscribe('downloads', (rows) => {
        for (const row of rows) say({ event: 'download', ...row }, downloadLine(row));
      });
      const start = (await told.ready?.(server, ready)) ?? { event: ready, words: readyWords(server, ready) };
      say(start.event, start.words);
      await stopped;
      say({ event: 'stopping' }, 'Stopping: running answers may end first. Once more ends them at once.');
      await server.stop();
      say({ event: 'stopped' }, 'Stopped.');
    } finally {
      await server.stop();
    }
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
