import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { testConsole } from '../../support/console-client.ts';
import { filesIn } from '../../support/files.ts';
import { soon } from '../../support/soon.ts';

const content = 'x'.repeat(300_000);
const BOUNDARY = 'boundary';
const form = (data: string) =>
  [
    ...[`--${BOUNDARY}`, 'Content-Disposition: form-data; name="data"', '', data],
    ...[`--${BOUNDARY}`, 'Content-Disposition: form-data; name="file"; filename="app.zip"'],
    ...['Content-Type: application/octet-stream', '', content, `--${BOUNDARY}--`, ''],
  ].join('\r\n');
const formType = `Content-Type: multipart/form-data; boundary=${BOUNDARY}`;

/** A server that takes uploads, each of its ways to upload as the head and the body of a request, and what it has stored. */
async function scene() {
  const server = await testConsole();
  const product = await server.call('products.create', { name: 'Compass' });
  await server.publish('old', { product: product.id, version: '1.0' });
  const { key } = await server.call('apiKeys.create', { name: 'build server' });
  const bearer = `Authorization: Bearer ${key}`;
  const created = await server.request('/v3/releases', {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      productId: product.id,
      name: 'Compass 2.0',
      version: '2.0',
      channel: 'stable',
      platform: 'windows',
    }),
  });
  const { id } = (await created.json()) as { id: string };
  const query = new URLSearchParams({
    name: 'app.zip',
    input: JSON.stringify({ product: product.id, version: '3.0' }),
  });
  const consoleHead = [`Origin: ${server.base}`, `Cookie: ${await server.login()}`];
  const data = JSON.stringify({ version: '4.0', productId: product.id, status: 'PUBLISHED' });
  const api = Number(new URL(server.api).port);
  const ways = {
    console: { port: Number(server.port), line: `POST /uploads?${query}`, head: consoleHead, body: content },
    'cryptlex, as it is': { port: api, line: `PUT /v3/${id}/app.zip`, head: [bearer], body: content },
    'cryptlex, in a form': {
      port: api,
      line: `PUT /v3/${id}`,
      head: [bearer, formType],
      body: form('{}'),
    },
    lukittu: {
      port: api,
      line: `POST /api/v1/dev/teams/${server.vendorId}/releases`,
      head: [bearer, formType],
      body: form(data),
    },
  };
  return {
    server,
    ways,
    stored: async () => ({
      files: filesIn(join(server.folder, 'files')),
      incoming: filesIn(join(server.folder, 'incoming')),
      releases: (await server.call('releases.list', { product: product.id })).map(
        ({ version, files }) => `${version}: ${files.map(({ name }) => name).join()}`,
      ),
    }),
  };
}

type Scene = Awaited<ReturnType<typeof scene>>;
type Way = Scene['ways'][keyof Scene['ways']];

/** Sends a request by hand. @returns what was answered before the connection ended */
async function send(
  { server }: Scene,
  { port, line, head }: Way,
  { whole }: { whole: boolean },
  framing: string,
  ...pieces: string[]
) {
  const socket = connect({ host: '127.0.0.1', port });
  let answer = '';
  socket.on('data', (data) => (answer += String(data)));
  const closed = new Promise<void>((resolve) => socket.on('error', () => {}).on('close', () => resolve()));
  const host = port === Number(server.port) ? server.host : '127.0.0.1';
  socket.write(
    [`${line} HTTP/1.1`, `Host: ${host}`, 'Connection: close', ...head, framing, '', ''].join('\r\n'),
  );
  for (const piece of pieces) socket.write(piece);
  if (!whole) socket.end();
  await closed;
  return answer;
}

const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

/** Bodies that end before their end, by what is wrong with them. */
const endings: Record<string, (body: string) => [framing: string, ...pieces: string[]]> = {
  'half of it': (body) => [`Content-Length: ${body.length}`, body.slice(0, body.length / 2)],
  'all but its last byte': (body) => [`Content-Length: ${body.length}`, body.slice(0, -1)],
  'all of it, where its length promises one byte more': (body) => [
    `Content-Length: ${body.length + 1}`,
    body,
  ],
  'nothing of it': (body) => [`Content-Length: ${body.length}`],
  'chunks without the last one': (body) => [
    'Transfer-Encoding: chunked',
    chunk(body.slice(0, 100_000)),
    chunk(body.slice(100_000)),
  ],
  'a chunk that ends too early': (body) => [
    'Transfer-Encoding: chunked',
    `${body.length.toString(16)}\r\n${body.slice(0, 100_000)}`,
  ],
};

describe.each(['console', 'cryptlex, as it is', 'cryptlex, in a form', 'lukittu'] as const)(
  'an upload (%s) that is shorter than it should be leaves nothing',
  (name) => {
    test('whatever is missing of it', async () => {
      const opened = await scene();
      const before = await opened.stored();
      for (const [title, cut] of Object.entries(endings)) {
        const way = opened.ways[name];
        const answer = await send(opened, way, { whole: false }, ...cut(way.body));
        expect(answer, title).not.toMatch(/^HTTP\/1\.1 2/);
        await soon(async () => expect(await opened.stored(), title).toEqual(before));
      }
      // What is wrong with them is nothing else.
      const way = opened.ways[name];
      const whole = await send(opened, way, { whole: true }, `Content-Length: ${way.body.length}`, way.body);
      expect(whole).toMatch(/^HTTP\/1\.1 20/);
      expect((await opened.stored()).files.length).toBe(before.files.length + 1);
    });
  },
);

describe.each(['cryptlex, in a form', 'lukittu'] as const)(
  'a form (%s) that ends before its last line',
  (name) => {
    test('is malformed, and leaves nothing', async () => {
      const opened = await scene();
      const before = await opened.stored();
      const way = opened.ways[name];
      for (const missing of [`--${BOUNDARY}--\r\n`.length, 100_000, 3]) {
        const body = way.body.slice(0, -missing);
        expect(await send(opened, way, { whole: true }, `Content-Length: ${body.length}`, body)).toMatch(
          /^HTTP\/1\.1 400 /,
        );
        await soon(async () => expect(await opened.stored()).toEqual(before));
      }
    });
  },
);
