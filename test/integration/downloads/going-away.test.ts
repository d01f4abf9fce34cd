import { randomBytes } from 'node:crypto';
import { truncateSync } from 'node:fs';
import { get, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { streamer } from '../../support/streamer.ts';
import { soon } from '../../support/soon.ts';

const content = randomBytes(64 * 1024 * 1024); // more than the buffers of two sockets hold

const open = (url: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => get(url, { agent: false }, resolve).on('error', reject));

test.each(['/plain', '/frames'])('a client of %s that goes away stops the read at once', async (path) => {
  const { url, rows, bytes, file } = await streamer({ content });
  const opened = vi.spyOn(bytes, 'open');
  const response = await open(url + path);
  await new Promise((resolve) => response.once('data', resolve));
  response.destroy();
  const row = await soon(() => rows[0] ?? expect.fail('no row yet'), { interval: 5 });
  expect(row).toMatchObject({ outcome: 'aborted', status: 200, size: file.size });
  expect(row.bytesSent).toBeGreaterThan(0);
  expect(row.bytesSent).toBeLessThan(file.size);
  expect((await opened.mock.results[0]!.value).handle.fd).toBe(-1); // closed
});

test('a client that does not read holds no more than a few buffers, and is noticed when it leaves', async () => {
  const { port, rows, file, server } = await streamer({ content });
  const socket = connect(port, '127.0.0.1');
  const sockets: { writableLength: number; bytesWritten: number }[] = [];
  server.on('connection', (one) => sockets.push(one));
  socket.pause();
  socket.write('GET /plain HTTP/1.1\r\nHost: a\r\n\r\n');
  let before = -1;
  await soon(
    () => {
      const { bytesWritten = 0 } = sockets[0] ?? {};
      const moved = bytesWritten !== before;
      before = bytesWritten;
      if (moved || bytesWritten === 0) expect.fail('still moving');
    },
    { interval: 200 },
  );
  expect(sockets[0]!.bytesWritten).toBeLessThan(file.size);
  expect(sockets[0]!.writableLength).toBeLessThanOrEqual(2 * 1024 * 1024);
  expect(rows).toEqual([]);
  socket.destroy();
  await soon(() => expect(rows[0]?.outcome).toBe('aborted'));
});

test('a request that waits behind another one on its connection ends with it', async () => {
  const { port, rows } = await streamer({ content });
  const socket = connect(port, '127.0.0.1');
  socket.write('GET /plain HTTP/1.1\r\nHost: a\r\n\r\nGET /plain HTTP/1.1\r\nHost: a\r\n\r\n');
  await new Promise((resolve) => socket.once('data', resolve));
  socket.destroy();
  await soon(() => expect(rows.map((row) => row.outcome)).toEqual(['aborted', 'aborted']));
});

test('of many requests on one connection only the one whose turn it is reads the file', async () => {
  const { port, rows, server } = await streamer({ content });
  const answers: ServerResponse[] = [];
  server.on('request', (_request, answer: ServerResponse) => answers.push(answer));
  const warnings: Error[] = [];
  const warn = (warning: Error) => void warnings.push(warning);
  process.on('warning', warn);
  onTestFinished(() => void process.off('warning', warn));
  const socket = connect(port, '127.0.0.1');
  socket.pause();
  socket.write('GET /plain HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(30));
  await soon(() => expect(answers.filter((answer) => answer.headersSent)).toHaveLength(30));
  for (const answer of answers.slice(1)) expect(answer.writableLength).toBeLessThan(1024); // a head
  socket.destroy();
  await soon(() => expect(rows.map((row) => row.outcome)).toEqual(Array(30).fill('aborted')));
  expect(warnings).toEqual([]);
});

test('two requests on one connection are both delivered', async () => {
  const { port, rows } = await streamer({ content: Buffer.from('hello') });
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (data: string) => (text += data));
  socket.write('GET /plain HTTP/1.1\r\nHost: a\r\n\r\nGET /plain HTTP/1.1\r\nHost: a\r\n\r\n');
  await soon(() => expect(text.match(/hello/g)).toHaveLength(2));
  socket.destroy();
  await soon(() => expect(rows.map((row) => row.outcome)).toEqual(['delivered', 'delivered']));
});

test('a file that ends early breaks the answer off instead of completing it', async () => {
  const { url, rows, faults, folder, file } = await streamer({ content });
  const response = await open(`${url}/plain`);
  truncateSync(join(folder, 'files', file.sha256.slice(0, 2), file.sha256), 60 * 1024 * 1024);
  const failed = new Promise<Error>((resolve) => response.once('error', resolve));
  response.resume();
  expect(await failed).toMatchObject({ code: 'ECONNRESET' });
  await soon(() => expect(rows[0]).toMatchObject({ outcome: 'failed', status: 200 }));
  expect(String(faults[0])).toContain('ended at byte 62914560');
});

test('a slow client gets every byte as it was', async () => {
  const { url, rows } = await streamer({ content: content.subarray(0, 20_000_003) });
  const response = await open(`${url}/plain`);
  const parts: Buffer[] = [];
  for await (const part of response) {
    parts.push(part as Buffer);
    if (parts.length % 16 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(Buffer.concat(parts).equals(content.subarray(0, 20_000_003))).toBe(true);
  await soon(() => expect(rows[0]?.outcome).toBe('delivered'));
});
