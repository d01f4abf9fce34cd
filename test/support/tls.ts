import { execFile } from 'node:child_process';
import type { IncomingHttpHeaders } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { request as httpRequest } from 'node:http';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ServerOptions } from '../../src-main/server/start-server.ts';
import { temporaryFolder } from './folder.ts';
import { testServer } from './server.ts';

/** What this machine is called in tests. */
export const machine = { hostName: 'harbour', addresses: ['192.168.1.20', 'fe80::1', 'fd00::7'] };

/** A server with HTTPS on a free port, whose machine and clock a test may hold. */
export async function tlsServer(options: Partial<ServerOptions> = {}) {
  const server = await testServer({
    machine: () => machine,
    ...options,
    tls: { on: true, port: 0, ...options.tls },
  });
  const { pem, fingerprint } = await server.call('tls.ca', {});
  const caFile = join(temporaryFolder(), 'ca.pem');
  writeFileSync(caFile, pem);
  const offer = (scheme: 'http' | 'https') => server.offers().find((one) => one.scheme === scheme);
  const port = offer('https')!.port;
  return {
    ...server,
    ca: pem,
    fingerprint,
    caFile,
    port,
    https: `https://127.0.0.1:${port}`,
    /** The base URL of HTTP, wherever it listens. */
    http: () => `http://127.0.0.1:${server.bound()!.port}`,
    /** Asks over HTTPS, trusting this server's CA alone. */
    ask: (path: string, more: RequestOptions & { body?: string } = {}) =>
      ask(`https://127.0.0.1:${port}${path}`, { ca: pem, ...more }),
  };
}

export type Answer = { status: number; headers: IncomingHttpHeaders; text: string; bytes: Buffer };

/** One request over HTTP or HTTPS on a connection of its own, as Node makes it. */
export const ask = (url: string, { body, ...options }: RequestOptions & { body?: string } = {}) =>
  new Promise<Answer>((resolve, reject) => {
    const make = url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = make(url, { agent: false, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve({ status: response.statusCode!, headers: response.headers, text: bytes.toString(), bytes });
      });
    });
    request.on('error', reject);
    request.end(body);
  });

/** A TLS connection of its own, once its handshake is done. */
export const handshake = (port: number, options: ConnectionOptions) =>
  new Promise<TLSSocket>((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ...options }, () => resolve(socket));
    socket.on('error', reject);
    onTestFinished(() => void socket.destroy());
  });

/** Runs a program to its end, with nothing on its stdin. */
export const run = (command: string, args: string[]) =>
  new Promise<{ code: number; out: string }>((resolve, reject) => {
    const child = execFile(command, args, { encoding: 'utf8' }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') return reject(error);
      resolve({ code: Number(error?.code ?? 0), out: stdout + stderr });
    });
    child.stdin!.end();
  });
