import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createHttpServer, listen } from '../../../src-main/http/server.ts';
import { testServer } from '../../support/server.ts';

/** Sends bytes as they are, and reads all that comes until the server closes. */
async function raw(api: string, ...pieces: string[]) {
  const { hostname, port } = new URL(api);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let answer = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
  socket.on('error', () => {}); // a reset is an end too
  await once(socket, 'connect');
  for (const piece of pieces) socket.write(piece);
  await once(socket, 'close');
  return answer;
}

describe('a request', () => {
  it('for the health of the server is answered', async () => {
    const { request } = await testServer();
    const answer = await request('/healthz?verbose=1');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'ok' });
    const head = await request('/healthz', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe('15');
    expect(await head.text()).toBe('');
    const post = await request('/healthz', { method: 'POST' });
    expect(post.status).toBe(405);
    expect(post.headers.get('allow')).toBe('GET, HEAD');
  });

  it.each([
    '/',
    '/favicon.ico',
    '/api',
    '/v3',
    '/v30/releases',
    '/api/v2/',
    '/healthz/more',
    '/../etc/passwd',
  ])('for %s, which belongs to no dialect, is not found', async (path) => {
    const { api } = await testServer();
    const answer = await raw(api, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 404 Not Found\r\n/);
    expect(answer).toMatch(/\{"error":"Not found"\}$/);
  });

  it('whose headers are longer than 32 KiB gets a plain 431', async () => {
    const { api, request } = await testServer();
    const head = `GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: `;
    expect(await raw(api, `${head}${'a'.repeat(31 * 1024)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await raw(api, `${head}${'a'.repeat(33 * 1024)}\r\n\r\n`)).toBe(
      'HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    );
    expect((await request('/healthz')).status).toBe(200);
  });

  it.each([
    ['is not HTTP', 'HELLO LANYARD\r\n\r\n'],
    ['is TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['has two lengths', 'POST /v3/x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    ['smuggles', 'POST /v3/x HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['names no host', 'GET /healthz HTTP/1.1\r\n\r\n'],
  ])('that %s gets a plain 400 and loses its connection', async (_what, bytes) => {
    const { api } = await testServer();
    expect(await raw(api, bytes)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  });

  it('whose headers do not arrive times out', async () => {
    const { api } = await testServer({ limits: { headersMs: 200 } });
    expect(await raw(api, 'GET /healthz HTTP/1.1\r\nHost: x\r\n')).toMatch(
      /^HTTP\/1\.1 408 Request Timeout\r\nConnection: close\r\n/,
    );
  });

  it('that never begins times out too', async () => {
    const { api } = await testServer({ limits: { headersMs: 200 } });
    expect(await raw(api)).toMatch(/^HTTP\/1\.1 408 |^$/);
  });

  it('that falls silent loses its connection', async () => {
    const { api } = await testServer({ limits: { idleMs: 200 } });
    const answer = await raw(
      api,
      'POST /api/v1/client/teams/x/verification/verify HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"lic',
    );
    expect(answer).not.toMatch(/^HTTP\/1\.1 (2|5)/);
  });
});

it('a connection that cannot be accepted is told, and ends nothing', async () => {
  const told: Error[] = [];
  const limits = { headersMs: 1_000, bodyMs: 1_000, idleMs: 1_000 };
  const server = createHttpServer([], (_request, response) => void response.end('there'), limits, {
    onError: (error) => told.push(error),
  });
  const { port } = await listen(server, { host: '127.0.0.1', port: 0 });
  onTestFinished(() => void server.close());
  const error = new Error('accept EMFILE'); // as Node emits it where the process has no more descriptors
  server.emit('error', error);
  expect(told).toEqual([error]);
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('there');
});
