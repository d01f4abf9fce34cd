import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { expect, test } from 'vitest';
import { readFrames } from '../../support/read-frames.ts';
import { streamer } from '../../support/streamer.ts';
import { soon } from '../../support/soon.ts';

const OVERHEAD = 32;
const FRAME = 64 * 1024;

test.each([1, FRAME, FRAME + 1, 3_000_001])(
  'a file of %i bytes arrives as frames of 64 KiB at most',
  async (size) => {
    const content = randomBytes(size);
    const { url, key, rows } = await streamer({ content });
    const response = await fetch(`${url}/frames`);
    const body = Buffer.from(await response.arrayBuffer());
    const frames = readFrames(body, key);
    expect(Buffer.concat(frames.map((frame) => frame.plaintext)).equals(content)).toBe(true);
    expect(frames.length).toBe(Math.ceil(size / FRAME));
    expect(body.length).toBe(size + frames.length * OVERHEAD);
    expect(new Set(frames.map((frame) => frame.iv)).size).toBe(frames.length); // an IV used twice would give the key stream away
    const row = await soon(() => rows[0] ?? expect.fail('no row yet'));
    expect(row).toMatchObject({ outcome: 'delivered', status: 200, bytesSent: size });
  },
);

test('frames are chunked and carry nothing that a plain body would', async () => {
  const { url } = await streamer({ content: randomBytes(100_000) });
  const { status, headers } = await fetch(`${url}/frames`, {
    headers: { Range: 'bytes=0-9', 'If-None-Match': '*' },
  });
  expect(status).toBe(200);
  expect(headers.get('transfer-encoding')).toBe('chunked');
  expect(headers.get('x-file-size')).toBe('100000');
  for (const name of ['content-length', 'etag', 'accept-ranges', 'content-range', 'content-disposition'])
    expect(headers.has(name)).toBe(false);
});

test('an empty file is an empty chunked body', async () => {
  const { url, rows } = await streamer({ content: Buffer.alloc(0) });
  const response = await fetch(`${url}/frames`);
  expect(response.headers.get('transfer-encoding')).toBe('chunked');
  expect((await response.arrayBuffer()).byteLength).toBe(0);
  await soon(() => expect(rows[0]).toMatchObject({ outcome: 'delivered', bytesSent: 0 }));
});

test('two downloads at once do not share an IV or a buffer', async () => {
  const content = randomBytes(2_000_000);
  const { url, key } = await streamer({ content });
  const bodies = await Promise.all(
    Array.from({ length: 6 }, async () => Buffer.from(await (await fetch(`${url}/frames`)).arrayBuffer())),
  );
  const frames = bodies.flatMap((body) => readFrames(body, key));
  expect(new Set(frames.map((frame) => frame.iv)).size).toBe(frames.length);
  for (const body of bodies)
    expect(Buffer.concat(readFrames(body, key).map((frame) => frame.plaintext)).equals(content)).toBe(true);
});

test('a client without chunks gets the frames until the connection ends', async () => {
  const content = randomBytes(200_000);
  const { port, key } = await streamer({ content });
  const body = await new Promise<Buffer>((resolve, reject) => {
    const parts: Buffer[] = [];
    const asking = request({ port, host: '127.0.0.1', path: '/frames', agent: false });
    asking.on('error', reject).once('socket', (socket) => {
      socket.once('connect', () => socket.write('GET /frames HTTP/1.0\r\n\r\n'));
      socket.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts)));
    });
  });
  const end = body.indexOf('\r\n\r\n');
  expect(body.subarray(0, end).toString()).not.toMatch(/transfer-encoding/i);
  const plain = readFrames(body.subarray(end + 4), key).map((frame) => frame.plaintext);
  expect(Buffer.concat(plain).equals(content)).toBe(true);
});
