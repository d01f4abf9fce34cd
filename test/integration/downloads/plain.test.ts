import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { streamer } from '../../support/streamer.ts';
import { soon } from '../../support/soon.ts';

const content = randomBytes(1_500_001); // more than two buffers, and odd

/** Asks, and waits for the row of the log. */
async function ask(
  headers: Record<string, string> = {},
  method = 'GET',
  options: { name?: string; content?: Buffer } = {},
) {
  const { url, rows, file, faults } = await streamer({ content, ...options });
  const response = await fetch(`${url}/plain`, { method, headers });
  const body = Buffer.from(await response.arrayBuffer());
  const row = await soon(() => rows[0] ?? expect.fail('no row yet'));
  expect(faults).toEqual([]);
  const shown = Object.fromEntries(response.headers);
  return { status: response.status, headers: shown, body, row, etag: `"${file.sha256}"` };
}

describe('a whole file', () => {
  test('comes with its length, its tag and the headers of its dialect', async () => {
    const { status, headers, body, row, etag } = await ask();
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(content.length),
      'content-disposition': 'attachment; filename="app.zip"',
      'accept-ranges': 'bytes',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      etag,
    });
    expect(headers).not.toHaveProperty('content-range');
    expect(body.equals(content)).toBe(true);
    expect(row).toMatchObject({
      outcome: 'delivered',
      status: 200,
      bytesSent: content.length,
      size: content.length,
    });
  });

  test('of no bytes is delivered too', async () => {
    const { headers, body, row } = await ask({}, 'GET', { content: Buffer.alloc(0) });
    expect(headers).toMatchObject({ 'content-length': '0' });
    expect(body.length).toBe(0);
    expect(row).toMatchObject({ outcome: 'delivered', bytesSent: 0 });
  });

  test('is described to HEAD without its bytes, and without regard to a range', async () => {
    const { status, headers, body, row } = await ask({ Range: 'bytes=0-9' }, 'HEAD');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-length': String(content.length), 'accept-ranges': 'bytes' });
    expect(body.length).toBe(0);
    expect(row).toMatchObject({ outcome: 'checked', status: 200, bytesSent: 0 });
  });

  test('keeps the name that its vendor gave it, behind one that every client can read', async () => {
    const { headers } = await ask({}, 'GET', { name: 'Grüße "α"; 1.zip', content: Buffer.from('x') });
    expect(headers['content-disposition']).toBe(
      `attachment; filename="Gru_e '_'_ 1.zip"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%22%CE%B1%22%3B%201.zip`,
    );
  });
});

describe('a range', () => {
  test.each([
    ['bytes=0-9', 0, 10],
    ['bytes=600000-1400000', 600_000, 1_400_001],
    ['bytes=1500000-', 1_500_000, 1_500_001],
    ['bytes=-5', 1_499_996, 1_500_001],
    ['bytes=10-99999999999999999999', 10, 1_500_001],
    ['Bytes= 3-3 ', 3, 4],
    ['bytes=0-0, 9999999-', 0, 1],
  ])('%s is answered with that part', async (range, start, end) => {
    const { status, headers, body, row } = await ask({ Range: range });
    expect(status).toBe(206);
    expect(headers).toMatchObject({
      'content-range': `bytes ${start}-${end - 1}/${content.length}`,
      'content-length': String(end - start),
    });
    expect(body.equals(content.subarray(start, end))).toBe(true);
    expect(row).toMatchObject({ outcome: 'partial', status: 206, bytesSent: end - start });
  });

  test.each(['bytes=0-', 'bytes=-1500001', 'bytes=-9999999'])(
    '%s, which is all of it, counts as a delivery',
    async (range) => {
      const { status, row } = await ask({ Range: range });
      expect(status).toBe(206);
      expect(row).toMatchObject({ outcome: 'delivered', bytesSent: content.length });
    },
  );

  test.each(['bytes=1500001-', 'bytes=9999999-99999999', 'bytes=-0', 'bytes=1500001-, 1600000-'])(
    '%s past the end is refused with the length',
    async (range) => {
      const { status, headers, body, row } = await ask({ Range: range });
      expect(status).toBe(416);
      expect(headers).toMatchObject({ 'content-range': `bytes */${content.length}`, 'content-length': '0' });
      expect(body.length).toBe(0);
      expect(row).toMatchObject({ outcome: 'refused', status: 416, bytesSent: 0 });
      expect(row.detail).toContain('past the end');
    },
  );

  test.each([
    'bytes=9-3',
    'bytes=',
    'bytes=,',
    'bytes=a-b',
    'bytes=--5',
    'bytes=1-2-3',
    'bytes',
    'lines=1-2',
    'bytes=0x1-0x2',
    'bytes=0-1, x',
  ])('%s that means nothing is ignored', async (range) => {
    const { status, body, row } = await ask({ Range: range });
    expect(status).toBe(200);
    expect(body.length).toBe(content.length);
    expect(row.outcome).toBe('delivered');
  });

  test('is sent under If-Range with the strong tag', async () => {
    const { etag } = await ask();
    expect((await ask({ Range: 'bytes=5-', 'If-Range': etag })).status).toBe(206);
  });

  test.each(['"another"', 'W/"another"', 'Sat, 21 Nov 2026 08:00:00 GMT'])(
    'becomes the whole file under If-Range %s',
    async (tag) => {
      const { status, body } = await ask({ Range: 'bytes=5-', 'If-Range': tag });
      expect(status).toBe(200);
      expect(body.length).toBe(content.length);
    },
  );

  test('becomes the whole file under If-Range with its tag made weak', async () => {
    const { etag } = await ask();
    expect((await ask({ Range: 'bytes=5-', 'If-Range': `W/${etag}` })).status).toBe(200);
  });
});

describe('a condition', () => {
  test.each([(etag: string) => etag, (etag: string) => `"a", W/${etag}`, () => '*'])(
    'If-None-Match that holds the tag saves the bytes (%#)',
    async (tag) => {
      const { etag } = await ask();
      const { status, headers, row } = await ask({ 'If-None-Match': tag(etag) });
      expect(status).toBe(304);
      expect(headers).toMatchObject({ etag, 'cache-control': 'no-cache' });
      expect(headers).not.toHaveProperty('content-disposition');
      expect(row).toMatchObject({ outcome: 'unchanged', status: 304, bytesSent: 0 });
    },
  );

  test('If-None-Match comes before the range, and holds for HEAD', async () => {
    const { etag } = await ask();
    expect((await ask({ 'If-None-Match': etag, Range: 'bytes=99999999-' })).status).toBe(304);
    expect((await ask({ 'If-None-Match': etag }, 'HEAD')).status).toBe(304);
  });

  test('If-None-Match of other bytes is no obstacle', async () => {
    expect((await ask({ 'If-None-Match': '"other", unquoted' })).status).toBe(200);
  });

  test('If-Match keeps a client from mixing two files', async () => {
    const { etag } = await ask();
    expect((await ask({ 'If-Match': `"other", ${etag}`, Range: 'bytes=5-' })).status).toBe(206);
    const refused = await ask({ 'If-Match': `W/${etag}`, Range: 'bytes=5-' });
    expect(refused.status).toBe(412);
    expect(refused.row).toMatchObject({ outcome: 'refused', status: 412, bytesSent: 0 });
  });
});
