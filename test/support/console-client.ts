import { request as httpRequest } from 'node:http';
import { WebSocket } from 'ws';
import { onTestFinished } from 'vitest';
import type { ServerOptions } from '../../src-main/server/start-server.ts';
import { temporaryFolder, testServer } from './server.ts';

const rendererRoot = new URL('../../dist/renderer', import.meta.url).pathname;

type Request = { method?: string; headers?: Record<string, string>; body?: string | Buffer };
type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; text: string };

/** A server with its console, and ways to speak to it that a browser would not allow: any Host, any Origin. */
export async function testConsole(options: Partial<ServerOptions> = {}) {
  const server = await testServer({
    folder: temporaryFolder(),
    ...options,
    console: { host: '127.0.0.1', port: 0, rendererRoot },
  });
  const base = server.listening.console!;
  const { host, port } = new URL(base);

  const send = (path: string, { method = 'GET', headers = {}, body }: Request = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const request = httpRequest(
        { host: '127.0.0.1', port, path, method, headers: { host, ...headers } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode!,
              headers: response.headers,
              text: Buffer.concat(chunks).toString(),
            }),
          );
        },
      );
      request.on('error', reject);
      request.end(body);
    });

  const newLink = async () => (await server.call('console.token', {})).url;
  /** Logs in and returns the session's cookie. */
  const login = async () => {
    const answer = await send(new URL(await newLink()).search.replace(/^/, '/'));
    return String(answer.headers['set-cookie']).split(';')[0]!;
  };
  /** Opens a WebSocket with these headers; resolves to the socket, or to the status that refused it. */
  const connect = async (headers: Record<string, string>, path = '/contract') => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    onTestFinished(() => socket.terminate());
    return new Promise<WebSocket | number>((resolve) => {
      socket.on('open', () => resolve(socket));
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => undefined);
    });
  };
  return { ...server, base, host, port, send, login, newLink, connect };
}

type Message = Record<string, unknown>;
type Inbox = { arrived: Message[]; wanted: ((message: Message) => void)[] };
const inboxes = new WeakMap<WebSocket, Inbox>();

/** The next message of a socket, parsed. Two that come in one piece are two: none is lost between two calls. */
export function nextMessage(socket: WebSocket): Promise<Message> {
  const inbox = inboxes.get(socket) ?? openInbox(socket);
  const first = inbox.arrived.shift();
  return first ? Promise.resolve(first) : new Promise((resolve) => inbox.wanted.push(resolve));
}

function openInbox(socket: WebSocket): Inbox {
  const inbox: Inbox = { arrived: [], wanted: [] };
  inboxes.set(socket, inbox);
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as Message;
    const take = inbox.wanted.shift();
    if (take) take(message);
    else inbox.arrived.push(message);
  });
  return inbox;
}
