import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { streamer } from '../../support/streamer.ts';

const content = randomBytes(5_000_001); // more than a content that is hashed for one answer
const digest = (bytes: Buffer, algorithm = 'sha256') => createHash(algorithm).update(bytes).digest('base64');

/** Asks with some headers; the body too. */
async function asker() {
  const { url } = await streamer({ content });
  return async (headers: Record<string, string>, method = 'GET') => {
    const response = await fetch(`${url}/plain`, { method, headers });
    return { headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
  };
}

describe('a digest', () => {
  test.each([
    ['Want-Digest', 'SHA-512;q=1, SHA-256;q=1, SHA;q=0.1', 'SHA-512'], // aria2
    ['Want-Digest', 'MD5;q=1, sha-256;q=0.3, SHA-512;q=0', 'SHA-256'], // RFC 3230 section 4.3.1
    ['Want-Digest', 'sha-256', 'SHA-256'],
    ['Want-Repr-Digest', 'sha-256=1', 'sha-256'], // RFC 9530 section 4
    ['Want-Repr-Digest', 'sha-512=3, sha-256=10, unixsum=0', 'sha-256'],
    ['Want-Repr-Digest', 'md5=10, sha-512=0, sha-256=3', 'sha-256'],
    ['Want-Repr-Digest', 'sha-512=1, sha-512=9, sha-256=5', 'sha-512'],
  ])('on %s: %s is one of the file in %s, whatever part is sent', async (name, wish, algorithm) => {
    const ask = await asker();
    const value = digest(content, algorithm.replace('-', '').toLowerCase());
    const [header, expected] =
      name === 'Want-Digest'
        ? ['Digest', `${algorithm}=${value}`]
        : ['Repr-Digest', `${algorithm}=:${value}:`];
    for (const range of [undefined, 'bytes=0-9', 'bytes=0-9,20-29']) {
      const { headers } = await ask({ [name]: wish, ...(range && { Range: range }) });
      expect(headers.get(header)).toBe(expected);
    }
    expect((await ask({ [name]: wish }, 'HEAD')).headers.get(header)).toBe(expected);
  });

  test('is sent to nobody who does not want it, or wants another', async () => {
    const ask = await asker();
    const unwanted: Record<string, string>[] = [
      {},
      { 'Want-Digest': 'MD5, SHA, UNIXcksum' },
      { 'Want-Repr-Digest': 'md5=10, sha-256=0' },
      { 'Want-Content-Digest': '"sha-256"' },
    ];
    for (const headers of unwanted) {
      const answer = await ask(headers, 'HEAD');
      for (const name of ['digest', 'repr-digest', 'content-digest'])
        expect(answer.headers.has(name)).toBe(false);
    }
  });

  test('of the content is one of exactly what is sent', async () => {
    const ask = await asker();
    const want = { 'Want-Content-Digest': 'sha-256=5' };
    for (const range of [
      undefined,
      'bytes=0-9',
      'bytes=100-3000000',
      'bytes=-1',
      'bytes=7-8,100-99999,3-4',
    ]) {
      const { headers, body } = await ask({ ...want, ...(range && { Range: range }) });
      expect(headers.get('content-digest')).toBe(`sha-256=:${digest(body)}:`);
    }
    const { headers, body } = await ask({ 'Want-Content-Digest': 'sha-512=1', Range: 'bytes=3-9' });
    expect(headers.get('content-digest')).toBe(`sha-512=:${digest(body, 'sha512')}:`);
  });

  test('of a content that is large and not the file is left out', async () => {
    const ask = await asker();
    const { headers, body } = await ask({ 'Want-Content-Digest': 'sha-256=5', Range: 'bytes=1-' });
    expect(headers.has('content-digest')).toBe(false);
    expect(body.length).toBe(content.length - 1);
  });
});
