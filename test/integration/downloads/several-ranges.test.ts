import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { start } from '../../support/cli.ts';
import { readByteRanges } from '../../support/read-byte-ranges.ts';
import { temporaryFolder, testServer } from '../../support/server.ts';
import { streamer } from '../../support/streamer.ts';
import { soon } from '../../support/soon.ts';

const content = randomBytes(1_500_001);

/** The streamer, and a function that asks it for ranges and waits for the row of the log. */
async function asker(bytes = content) {
  const { url, rows, faults, file } = await streamer({ content: bytes });
  const ask = async (range: string, headers: Record<string, string> = {}, method = 'GET') => {
    rows.length = 0;
    const response = await fetch(`${url}/plain`, { method, headers: { Range: range, ...headers } });
    const body = Buffer.from(await response.arrayBuffer());
    const row = await soon(() => rows[0] ?? expect.fail('no row yet'), { interval: 2 });
    expect(faults).toEqual([]);
    const type = response.headers.get('content-type')!;
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body,
      row,
      parts: () => readByteRanges(type, body),
    };
  };
  return { ask, etag: `"${file.sha256}"`, size: bytes.length };
}

describe('several ranges of one request', () => {
  test('come as parts of one body, in the order asked for', async () => {
    const { ask, size } = await asker();
    const { status, headers, body, row, parts } = await ask('bytes=1400000-1499999, 0-0,5-9, -3');
    expect(status).toBe(206);
    expect(headers).toMatchObject({
      'content-length': String(body.length),
      'content-disposition': 'attachment; filename="app.zip"',
      'accept-ranges': 'bytes',
      'cache-control': 'no-cache',
    });
    expect(headers).not.toHaveProperty('content-range');
    const spans = [
      [1_400_000, 1_500_000],
      [0, 1],
      [5, 10],
      [size - 3, size],
    ] as const;
    expect(parts()).toEqual(
      spans.map(([from, to]) => ({
        headers: {
          'Content-Type': 'application/zip',
          'Content-Range': `bytes ${from}-${to - 1}/${size}`,
        },
        start: from,
        end: to,
        bytes: content.subarray(from, to),
      })),
    );
    expect(row).toMatchObject({ outcome: 'partial', status: 206, bytesSent: 100_009, size });
  });

  test('are sent as they were asked for even where they touch', async () => {
    const { ask } = await asker();
    const { parts } = await ask('bytes=0-9,10-19');
    expect(parts().map((part) => [part.start, part.end])).toEqual([
      [0, 10],
      [10, 20],
    ]);
  });

  test('lose those that lie past the end', async () => {
    const { ask, size } = await asker();
    const { status, parts } = await ask(`bytes=0-9,${size}-,20-29`);
    expect(status).toBe(206);
    expect(parts()).toHaveLength(2);
    const last = await ask(`bytes=${size}-,20-29`);
    expect(last.headers).toMatchObject({ 'content-range': `bytes 20-29/${size}`, 'content-length': '10' });
  });

  test('are no delivery of the file, even when they hold all of it', async () => {
    const { ask, size } = await asker();
    const { row } = await ask('bytes=0-99,100-');
    expect(row).toMatchObject({ outcome: 'partial', bytesSent: size });
  });

  test.each([
    ['overlap until they hold more than the file', 'bytes=0-,0-'],
    ['overlap a thousandfold', `bytes=${Array.from({ length: 999 }, () => '0-').join(',')}`],
    [
      'are more than a thousand',
      `bytes=${Array.from({ length: 1001 }, (_, i) => `${i * 2}-${i * 2}`).join(',')}`,
    ],
  ])('that %s are answered with the whole file', async (_what, range) => {
    const { ask } = await asker();
    const { status, body, row } = await ask(range);
    expect(status).toBe(200);
    expect(body.equals(content)).toBe(true);
    expect(row.outcome).toBe('delivered');
  });

  test('that overlap a little are sent', async () => {
    const { ask } = await asker();
    const { parts } = await ask('bytes=0-99,50-149');
    expect(parts().map(({ bytes }) => bytes)).toEqual([content.subarray(0, 100), content.subarray(50, 150)]);
  });

  test('hold under If-Range with the tag only, and mean nothing to HEAD', async () => {
    const { ask, etag, size } = await asker();
    expect((await ask('bytes=0-0,5-9', { 'If-Range': etag })).parts()).toHaveLength(2);
    const changed = await ask('bytes=0-0,5-9', { 'If-Range': '"other"' });
    expect({ status: changed.status, bytes: changed.body.length }).toEqual({ status: 200, bytes: size });
    const head = await ask('bytes=0-0,5-9', {}, 'HEAD');
    expect(head.status).toBe(200);
    expect(head.headers).toMatchObject({ 'content-length': String(size), 'content-type': 'application/zip' });
    expect(head.row.outcome).toBe('checked');
  });

  test('give the file back, however it is cut and shuffled', async () => {
    const { ask, size } = await asker();
    const cutting = fc
      .uniqueArray(fc.nat({ max: size - 2 }), { minLength: 1, maxLength: 999 })
      .map((cuts) => [0, ...cuts.map((cut) => cut + 1).toSorted((a, b) => a - b), size])
      .map((edges) => edges.slice(1).map((end, index) => ({ start: edges[index]!, end })))
      .chain((spans) => fc.shuffledSubarray(spans, { minLength: spans.length }));
    await fc.assert(
      fc.asyncProperty(cutting, async (spans) => {
        const range = spans.map(({ start: from, end }) => `${from}-${end - 1}`).join(', ');
        const { status, headers, body, row, parts } = await ask(`bytes=${range}`);
        expect(status).toBe(206);
        expect(headers['content-length']).toBe(String(body.length));
        expect(parts().map(({ start: from, end }) => ({ start: from, end }))).toEqual(spans);
        const whole = Buffer.alloc(size);
        for (const part of parts()) part.bytes.copy(whole, part.start);
        expect(whole.equals(content)).toBe(true);
        expect(row).toMatchObject({ outcome: 'partial', bytesSent: size });
      }),
      { numRuns: 40 },
    );
  });

  test('never cost more than the file and the heads of the parts, whatever is asked', async () => {
    const small = content.subarray(0, 5000);
    const { ask } = await asker(small);
    const edge = fc.oneof(fc.nat({ max: 5100 }), fc.constant(0), fc.constant(4999));
    const one = fc.oneof(
      fc.tuple(edge, edge).map(([a, b]) => ({ text: `${Math.min(a, b)}-${Math.max(a, b)}` })),
      edge.map((a) => ({ text: `${a}-` })),
      edge.map((a) => ({ text: `-${a}` })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 60 }), async (ranges) => {
        const { status, body, row } = await ask(`bytes=${ranges.map(({ text }) => text).join(',')}`);
        expect([200, 206, 416]).toContain(status);
        expect(row.bytesSent).toBeLessThanOrEqual(5000);
        expect(body.length).toBeLessThanOrEqual(5000 + (ranges.length + 1) * 200);
      }),
      { numRuns: 60 },
    );
  });
});

test('a client of several ranges that goes away stops the read at once', async () => {
  const large = randomBytes(64 * 1024 * 1024);
  const { url, rows, bytes } = await streamer({ content: large });
  const opened = vi.spyOn(bytes, 'open');
  const half = large.length / 2;
  const headers = { Range: `bytes=0-${half - 2},${half}-` };
  const response = await new Promise<IncomingMessage>((resolve, reject) =>
    get(`${url}/plain`, { agent: false, headers }, resolve).on('error', reject),
  );
  expect(response.statusCode).toBe(206);
  await new Promise((resolve) => response.once('data', resolve));
  response.destroy();
  const row = await soon(() => rows[0] ?? expect.fail('no row yet'), { interval: 5 });
  expect(row).toMatchObject({ outcome: 'aborted', status: 206 });
  expect(row.bytesSent).toBeLessThan(large.length);
  expect((await opened.mock.results[0]!.value).handle.fd).toBe(-1); // closed
});

describe('on a whole server', () => {
  const published = async (bytes: Buffer) => {
    const server = await testServer();
    await server.call('products.create', { name: 'App' });
    const { key } = await server.call('licenses.create', { products: ['App'] });
    const { file } = await server.publish(bytes, { product: 'App', version: '1.0', fileName: 'app.exe' });
    return { ...server, url: `${server.api}/v3/${file.id}?key=${key}` };
  };

  test('curl -r asks for two ranges and gets both', async () => {
    const { url, call } = await published(content);
    const saved = join(temporaryFolder(), 'parts');
    const args = ['-sS', '-r', '0-0,5-9', '-o', saved, '-w', '%{http_code} %{content_type}', url];
    const { code, stdout } = await start('curl', args).ended;
    const [, status, type] = /^(\d+) (.*)$/.exec(stdout)!;
    expect({ code, status }).toEqual({ code: 0, status: '206' });
    expect(readByteRanges(type!, readFileSync(saved)).map(({ bytes }) => bytes)).toEqual([
      content.subarray(0, 1),
      content.subarray(5, 10),
    ]);
    await soon(async () =>
      expect(await call('downloads.list', {})).toMatchObject([{ outcome: 'partial', bytesSent: 6 }]),
    );
  });

  test('a thousand ranges in long numbers fit into one request', async () => {
    const { url } = await published(content);
    const spans = Array.from({ length: 1000 }, (_, index) => [index * 1500, index * 1500 + 99] as const);
    const long = (value: number) => String(value).padStart(11, '0');
    const range = spans.map(([first, last]) => `${long(first)}-${long(last)}`).join(', ');
    const response = await fetch(url, { headers: { Range: `bytes=${range}` } });
    expect(response.status).toBe(206);
    const parts = readByteRanges(
      response.headers.get('content-type')!,
      Buffer.from(await response.arrayBuffer()),
    );
    expect(parts).toHaveLength(1000);
    for (const { start: from, end, bytes } of parts)
      expect(bytes.equals(content.subarray(from, end))).toBe(true);
  });
});
