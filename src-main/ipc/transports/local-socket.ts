import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { isMainThread } from 'node:worker_threads';
import type { Dispatch } from '../dispatch.ts';
import type { Events } from '../events.ts';
import { createSession, MOST_BEHIND } from '../session.ts';
import { socketPath } from './socket-path.ts';

/**
 * Serves the contract to programs of this user on this machine: one JSON message per line on the folder's socket.
 * Whoever holds the folder's lock may replace a socket that a crash left behind.
 */
export async function listenLocally(lanyard: { folder: string; dispatch: Dispatch; events: Events }) {
  const path = socketPath(lanyard.folder);
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    const session = createSession(lanyard, 'local', (message) => {
      if (!socket.writable) return;
      if ('event' in message && socket.writableLength > MOST_BEHIND) return void socket.destroy();
      socket.write(`${JSON.stringify(message)}\n`);
    });
    const lines = createInterface({ input: socket, crlfDelay: Infinity });
    lines.on('line', (line) => {
      parse(line, session.receive).catch(() => socket.destroy());
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      connections.delete(socket);
      session.close();
    });
  });
  if (process.platform !== 'win32') rmSync(path, { force: true });
  const before = isMainThread ? process.umask(0o077) : undefined; // the socket is born private; a worker cannot set the mask
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
    });
  } finally {
    if (before !== undefined) process.umask(before);
  }
  if (process.platform !== 'win32') chmodSync(path, 0o600);
  return {
    path,
    close: async () => {
      for (const socket of connections) socket.end();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        setTimeout(() => connections.forEach((socket) => socket.destroy()), 1_000).unref();
      });
    },
  };
}

async function parse(line: string, receive: (message: unknown) => Promise<void>): Promise<void> {
  await receive(JSON.parse(line));
}
