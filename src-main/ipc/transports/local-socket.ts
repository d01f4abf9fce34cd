import { chmodSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { isMainThread } from 'node:worker_threads';
import { createConversation } from '../conversation.ts';
import type { Dispatch } from '../dispatch.ts';
import type { Events } from '../events.ts';
import { LONGEST_CALL } from '../session.ts';
import { takeTurns } from '../turns.ts';
import { LineError, linesOf } from './lines.ts';
import { placeSocket } from './socket-place.ts';

/** At most this many clients are connected at a time: scripts run some at once, and each may hold some megabytes of memory. */
const MOST_CLIENTS = 64;

/** How long a client may take to hear why its connection ends, and a new one to say what it wants, in milliseconds. */
const PATIENCE_MS = 1_000;

/** Who is connected, in the order of their coming. */
type Clients = Map<Socket, { isIdle: () => boolean }>;

type Lanyard = { folder: string; dispatch: Dispatch; events: Events };

/**
 * Serves the contract to programs of this user on this machine: one JSON message per line on the folder's socket.
 * @param onError told what goes wrong with the socket itself, and not with one client
 * @throws what went wrong when there is no place for a socket
 */
export async function listenLocally(lanyard: Lanyard, onError: (error: Error) => void) {
  const clients: Clients = new Map();
  const turn = takeTurns();
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy()); // for as long as there is a socket: a client may end at any moment
    if (clients.size >= MOST_CLIENTS && !makeRoom(clients))
      return hangUp(
        socket,
        `${MOST_CLIENTS} clients are connected already. Try again when some of them are done.`,
      );
    clients.set(socket, serve(socket));
    socket.once('close', () => clients.delete(socket));
  });
  server.maxConnections = 2 * MOST_CLIENTS; // with those that still hear why their connection ends
  const serve = (socket: Socket) => {
    const since = performance.now();
    const conversation = createConversation(
      lanyard,
      'local',
      {
        write: (text, done) => (socket.writable ? void socket.write(`${text}\n`, done) : done()),
        behind: () => socket.writableLength,
        hangUp: (why) => hangUp(socket, why),
        cut: () => void socket.destroy(),
      },
      turn,
    );
    socket.once('close', conversation.end);
    conversation.carryOn(linesOf(socket, LONGEST_CALL)).catch((error: unknown) => {
      if (error instanceof LineError) hangUp(socket, error.message);
      else socket.destroy();
    });
    return { isIdle: () => conversation.isIdle() && performance.now() - since > PATIENCE_MS };
  };
  const remove = await placeSocket(lanyard.folder, (path) => listenPrivately(server, path));
  server.on('error', onError);
  return {
    close: async () => {
      for (const socket of clients.keys()) socket.end();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        setTimeout(() => {
          for (const socket of clients.keys()) socket.destroy();
        }, PATIENCE_MS).unref();
      });
      remove();
    },
  };
}

/** Listens at a path for this user alone. */
async function listenPrivately(server: Server, path: string): Promise<void> {
  const before = isMainThread ? process.umask(0o077) : undefined; // the socket is born private; a worker cannot set the mask
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } finally {
    if (before !== undefined) process.umask(before);
  }
  try {
    if (process.platform !== 'win32') chmodSync(path, 0o600);
  } catch (error) {
    await new Promise((resolve) => server.close(resolve));
    throw error;
  }
}

/** Lets the client go that has been connected longest without having anything to wait for. @returns false when there is none */
function makeRoom(clients: Clients): boolean {
  for (const [socket, client] of clients)
    if (client.isIdle()) {
      clients.delete(socket);
      hangUp(socket, 'The connection was not used, and others need its place.');
      return true;
    }
  return false;
}

/** Ends a connection and says why. It is closed a moment later, since a client that is still sending would not hear it. */
function hangUp(socket: Socket, why: string): void {
  if (!socket.writable) return;
  socket.end(`${JSON.stringify({ end: why })}\n`);
  setTimeout(() => socket.destroy(), PATIENCE_MS).unref();
}
