import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { type SecureContextOptions, TLSSocket } from 'node:tls';
import { continueWhenRead } from './expect.ts';
import type { HttpLimits } from './services.ts';

/** A request's head: request line and headers, in bytes. It holds a thousand ranges of a file of up to 100 GB. */
const HEAD_BYTES = 32 * 1024;

/** One listener behind a path prefix. */
export type Mount = { prefix: string; listener: RequestListener };

/** Where the API listens, or should. */
export type Endpoint = { host: string; port: number };

/** A server that cannot listen; the message names the port and the remedy. */
export class ListenError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'ListenError';
    this.code = code;
  }
}

/** What a server does differently from one of plain HTTP that answers everything. */
export type ServerMode = {
  /** The certificate and its key: it then speaks HTTPS. */
  tls?: SecureContextOptions;
  /** Answers a request before anybody else; false = it did not. */
  instead?: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Told what goes wrong with accepting connections once it listens, e.g. where the process has no more descriptors. */
  onError?: (error: Error) => void;
};

/** What is served, whatever the certificate. Without TLS 1.0 and 1.1, which RFC 8996 has put to rest. */
export const secured = (identity: SecureContextOptions): SecureContextOptions => ({
  ...identity,
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.3',
});

/**
 * Makes the HTTP server that hands each request to the dialect its path belongs to.
 * @param fallback answers what belongs to none
 */
export function createHttpServer(
  mounts: readonly Mount[],
  fallback: RequestListener,
  limits: HttpLimits,
  { tls, instead, onError = () => {} }: ServerMode = {},
): Server {
  const route = (request: IncomingMessage, response: ServerResponse) => {
    if (instead?.(request, response)) return;
    const path = request.url ?? '/';
    const mount = mounts.find(({ prefix }) => path.startsWith(prefix));
    (mount?.listener ?? fallback)(request, response);
  };
  const options = {
    maxHeaderSize: HEAD_BYTES,
    headersTimeout: limits.headersMs,
    requestTimeout: 0, // an upload may take its time; bodies of JSON have a limit of their own, and silence has one
    connectionsCheckingInterval: Math.min(limits.headersMs, 5_000),
    keepAliveTimeout: 5_000,
  };
  const server = tls
    ? createSecureServer({ ...options, ...secured(tls), handshakeTimeout: limits.headersMs }, route)
    : createServer(options, route);
  if (tls) {
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    rawSockets.set(server, sockets);
  }
  server.timeout = limits.idleMs;
  server.on('checkContinue', (request, response) => {
    continueWhenRead(request, response);
    route(request, response);
  });
  server.on('clientError', answerClientError);
  server.once('listening', () => server.on('error', onError));
  return server;
}

/** The connections of an HTTPS server: `closeAllConnections` does not know those whose handshake still runs. */
const rawSockets = new WeakMap<Server, Set<Socket>>();

const reasons: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** What Node could not read as HTTP has no dialect: a plain status line. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  // Nobody reads a status line where the handshake failed, or never came.
  const isOfHttp = error.code?.startsWith('HPE_') || error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const unheard = socket instanceof TLSSocket && !isOfHttp;
  if (error.code === 'ECONNRESET' || unheard || !socket.writable) return void socket.destroy();
  const status = reasons[error.code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/**
 * Starts to listen.
 * @param option what sets the port, for the words of an error
 * @returns the address that was bound; port 0 asks for any free one
 * @throws {ListenError}
 */
export function listen(server: Server, { host, port }: Endpoint, option = '--port'): Promise<Endpoint> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(listenError(error, host, port, option));
    server.once('error', fail);
    server.listen({ host, port }, () => {
      server.off('error', fail);
      const address = server.address();
      resolve({ host, port: typeof address === 'object' && address ? address.port : port });
    });
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number, option: string): ListenError {
  const code = error.code ?? 'UNKNOWN';
  const at = `port ${port} on ${host}`;
  switch (code) {
    case 'EADDRINUSE':
      return new ListenError(
        code,
        `Cannot listen on ${at}: another program uses it. Stop that program, or choose another port (${option}).`,
      );
    case 'EACCES':
    case 'EPERM':
      return new ListenError(
        code,
        `Cannot listen on ${at}: not permitted. Choose a port above 1023 (${option}).`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ListenError(
        code,
        `Cannot listen on ${at}: this machine has no such address. Use 127.0.0.1, 0.0.0.0 or one of its own (--host).`,
      );
    default:
      return new ListenError(code, `Cannot listen on ${at}: ${error.message}.`);
  }
}

/** While a server stops, connections whose last answer has ended are closed this often, in milliseconds. */
const SWEEP_MS = 50;

/**
 * Stops gracefully: no new connections, running answers may end within the grace time, the rest is cut off.
 * @param graceMs milliseconds
 */
export function stopServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      server.closeAllConnections();
      for (const socket of rawSockets.get(server) ?? []) socket.destroy();
    }, graceMs);
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** The base URL of an endpoint, for people: a wildcard is shown as the loopback address. */
export function urlOf({ host, port }: Endpoint, scheme: 'http' | 'https' = 'http'): string {
  const shown =
    host === '0.0.0.0' || host === ''
      ? '127.0.0.1'
      : host === '::'
        ? '[::1]'
        : host.includes(':')
          ? `[${host}]`
          : host;
  return `${scheme}://${shown}:${port}`;
}
