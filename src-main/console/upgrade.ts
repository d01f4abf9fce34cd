import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Dispatch } from '../ipc/dispatch.ts';
import type { Events } from '../ipc/events.ts';
import { createSession, MOST_BEHIND } from '../ipc/session.ts';
import type { ConsoleAccess } from './access.ts';
import type { OwnNames } from './origin.ts';
import { sessionOf } from './session-cookie.ts';

/** No message of the contract is longer, in bytes: a part of a file of records has 60,000 characters, of up to six bytes in JSON. */
const MAX_MESSAGE = 1024 * 1024;

/** The contract over WebSocket at `/contract`: for a logged-in page of the console's own origin, and nobody else. */
export function acceptWebSockets(
  server: Server,
  lanyard: { dispatch: Dispatch; events: Events },
  { access, names }: { access: ConsoleAccess; names: OwnNames },
): { close: () => void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE });
  sockets.on('connection', (socket: WebSocket, secret: string) => {
    const end = () => socket.close(1008, 'the login has ended');
    const session = createSession(lanyard, 'remote', (message) => {
      if (socket.readyState !== socket.OPEN) return;
      if ('event' in message && !access.isStillSession(secret)) return end();
      if ('event' in message && socket.bufferedAmount > MOST_BEHIND) return socket.terminate();
      socket.send(JSON.stringify(message));
    });
    socket.on('message', (data, isBinary) => {
      if (!access.isSession(secret)) return end();
      if (isBinary) return socket.close(1003, 'text only');
      receive((data as Buffer).toString(), session.receive).catch(() =>
        socket.close(1007, 'not a message of the contract'),
      );
    });
    const forget = access.onLogout(secret, end);
    socket.on('close', () => {
      forget();
      session.close();
    });
    socket.on('error', () => socket.terminate());
  });
  server.on('upgrade', (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    connection.on('error', () => connection.destroy());
    const secret = sessionOf(request);
    const allowed =
      request.url === '/contract' &&
      names.isOwnHost(request) &&
      names.isOwnOrigin(request) &&
      access.isSession(secret);
    if (!allowed)
      return void connection.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    sockets.handleUpgrade(request, connection, head, (socket) => sockets.emit('connection', socket, secret));
  });
  return {
    close: () => {
      for (const socket of sockets.clients) socket.close(1001, 'the server stops');
      sockets.close();
    },
  };
}

async function receive(text: string, handle: (message: unknown) => Promise<void>): Promise<void> {
  await handle(JSON.parse(text));
}
