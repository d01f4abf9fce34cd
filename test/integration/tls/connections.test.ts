import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../support/folder.ts';
import { ask, run, tlsServer } from '../../support/tls.ts';
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function published(server: Awaited<ReturnType<typeof tlsServer>>, content: Buffer) {
  await server.call('products.create', { name: 'Compass' });
  const { key } = await server.call('licenses.create', { products: ['Compass'] });
  const { file } = await server.publish(content, { product: 'Compass', version: '1.0' });
  return `/v3/${file.id}?key=${key}`;
}

describe('downloads over TLS', () => {
  it('arrive whole, many at once, in parts, and where one was broken off', async () => {
    const content = randomBytes(9 * 1024 * 1024 + 17);
    const server = await tlsServer();
    const path = await published(server, content);
    const whole = await Promise.all(Array.from({ length: 6 }, () => server.ask(path)));
    for (const { bytes } of whole) expect(sha256(bytes)).toBe(sha256(content));
    const etag = whole[0]!.headers.etag!;
    const part = await server.ask(path, { headers: { range: 'bytes=1000000-5000000', 'if-range': etag } });
    expect(part.status).toBe(206);
    expect(sha256(part.bytes)).toBe(sha256(content.subarray(1_000_000, 5_000_001)));

    const file = join(temporaryFolder(), 'app.zip');
    writeFileSync(file, content.subarray(0, 4_000_000));
    const resumed = await run('curl', [
      '-sS',
      '--cacert',
      server.caFile,
      '-C',
      '-',
      '-o',
      file,
      server.https + path,
    ]);
    expect(resumed).toEqual({ code: 0, out: '' });
    expect(sha256(readFileSync(file))).toBe(sha256(content));
    const wget = await run('wget', [
      ...['-q', `--ca-certificate=${server.caFile}`, '-O', `${file}.2`],
      `https://localhost:${server.port}${path}`,
    ]);
    expect(wget).toEqual({ code: 0, out: '' });
    expect(sha256(readFileSync(`${file}.2`))).toBe(sha256(content));
  });
});

describe('connections that are none of TLS', () => {
  it('are closed without an answer, and nobody else notices', async () => {
    const server = await tlsServer({ limits: { headersMs: 300 } });
    const closed = async (bytes: string | Buffer | null) => {
      const socket = connect(server.port, '127.0.0.1');
      onTestFinished(() => void socket.destroy());
      socket.on('error', () => undefined);
      let heard = Buffer.alloc(0);
      socket.on('data', (chunk: Buffer) => (heard = Buffer.concat([heard, chunk])));
      if (bytes !== null) socket.write(bytes);
      await once(socket, 'close');
      return heard.toString('latin1');
    };
    for (const bytes of [
      'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
      randomBytes(4096),
      Buffer.of(0x16, 0x03, 0x01, 0xff, 0xff, 0x01),
      null, // says nothing at all
    ])
      expect(await closed(bytes)).not.toContain('HTTP/1.1 2');
    expect((await server.ask('/healthz')).status).toBe(200);
  });

  it('do not hold up the end of the server', async () => {
    const server = await tlsServer({ graceMs: 100, limits: { headersMs: 60_000 } });
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    expect((await server.ask('/healthz')).status).toBe(200); // the server has taken the connection before this one
    await Promise.all([once(socket, 'close'), server.stop()]);
  });

  it('are no way around the switch: a connection kept alive hears of it with its next request', async () => {
    const server = await tlsServer();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const http = server.http();
    const get = () =>
      new Promise<number>((resolve, reject) => {
        request(`${http}/v3/x`, { agent }, (response) => {
          response.resume();
          response.on('end', () => resolve(response.statusCode!));
        })
          .on('error', reject)
          .end();
      });
    expect(await get()).not.toBe(308);
    await server.call('tls.set', { http: 'off' });
    await expect(get()).rejects.toThrow(/ECONNREFUSED|ECONNRESET|socket hang up/);
    await expect(ask(`${http}/healthz`)).rejects.toThrow('ECONNREFUSED');
  });
});
