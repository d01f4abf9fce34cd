import { on } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Dispatch } from '../ipc/dispatch.ts';
import type { Events } from '../ipc/events.ts';
import { createConversation } from '../ipc/conversation.ts';
import { LONGEST_CALL } from '../ipc/session.ts';
import { takeTurns } from '../ipc/turns.ts';
import type { ConsoleAccess } from './access.ts';
import type { OwnNames } from './origin.ts';
import { sessionOf } from './session-cookie.ts';

/** At most this many pages are connected at a time, and this many messages of each held while others are answered. */
const MOST_PAGES = 64;
const MOST_HELD = 8;

/** How long a page has to take its farewell before its connection is cut, in milliseconds: it may be asleep, or gone. */
const FAREWELL_MS = 1_000;

/** The contract over WebSocket at `/contract`: for a logged-in page of the console's own origin, and nobody else. */
export function acceptWebSockets(
  server: Server,
  lanyard: { dispatch: Dispatch; events: Events },
  { access, names }: { access: ConsoleAccess; names: OwnNames },
): { close: () => void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_CALL });
  const turn = takeTurns();
  sockets.on('connection', (socket: WebSocket, secret: string) => {
    const end = () => part(socket, 1008, 'the login has ended');
    const conversation = createConversation(
      lanyard,
      'remote',
      {
        write(text, done) {
          if (!access.isStillSession(secret)) end();
          if (socket.readyState === socket.OPEN) socket.send(text, done);
          else done();
        },
        behind: () => socket.bufferedAmount,
        hangUp: () => part(socket, 1007, 'not a message of the contract'),
        cut: () => socket.terminate(),
      },
      turn,
    );
    const texts = async function* () {
      const options = { close: ['close'], highWaterMark: MOST_HELD, lowWaterMark: 1 };
      for await (const [data, isBinary] of on(socket, 'message', options)) {
        if (!access.isSession(secret)) return end();
        if (isBinary) return part(socket, 1003, 'text only');
        yield (data as Buffer).toString();
      }
    };
    const forget = access.onLogout(secret, end);
    socket.once('close', () => {
      forget();
      conversation.end();
    });
    socket.on('error', () => socket.terminate());
    conversation.carryOn(texts()).catch(() => socket.terminate());
  });
  server.on('upgrade', (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    connection.on('error', () => connection.destroy());
    const secret = sessionOf(request);
    const allowed =
      request.url === '/contract' &&
      names.isOwnHost(request) &&
      names.isOwnOrigin(request) &&
      access.isSession(secret);
    const refuse = (status: string) => {
      // The connection is no longer Node's to close: a client that keeps its half open would hold up the end of the server.
      connection.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
        connection.destroy(),
      );
      setTimeout(() => connection.destroy(), FAREWELL_MS).unref();
    };
    if (!allowed) return refuse('403 Forbidden');
    if (sockets.clients.size >= MOST_PAGES) return refuse('503 Service Unavailable');
    sockets.handleUpgrade(request, connection, head, (socket) => sockets.emit('connection', socket, secret));
  });
  return {
    close: () => {
      for (const socket of sockets.clients) part(socket, 1001, 'the server stops');
      sockets.close();
    },
  };
}

/** Says farewell to a page, and does not wait for its answer for long. */
function part(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), FAREWELL_MS).unref();
}
