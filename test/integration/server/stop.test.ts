import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startServer } from '../../../src-main/server/start-server.ts';
import { backOfficeEntry, testServer } from '../../support/server.ts';

/** More than the buffers of a loopback connection hold. */
const SIZE = 48 * 1024 * 1024;
const KEY = 'ABCDE-FGHIJ-KLMNO-PQRST-UVWXY';

/** A server, and a download from it of which only the head has been read. */
async function downloading(graceMs: number) {
  const server = await testServer({ graceMs });
  const product = await server.call('products.create', { name: 'Compass' });
  await server.call('licenses.create', { products: [product.id], key: KEY });
  const { file } = await server.publish(Buffer.alloc(SIZE, 'x'), { product: product.id, version: '1.0' });
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const [response] = (await once(get(`${server.api}/v3/${file.id}?key=${KEY}`, { agent }), 'response')) as [
    IncomingMessage,
  ];
  response.on('error', () => {}); // when it is cut off
  expect(response.statusCode).toBe(200);
  return { server, response };
}

describe('a server that stops', () => {
  it('lets a running download end, takes no other request, and then gives the folder back', async () => {
    const { server, response } = await downloading(30_000);
    let stopped = false;
    const stopping = server.stop().then(() => (stopped = true));
    await expect(fetch(`${server.api}/healthz`)).rejects.toThrow('fetch failed');
    expect(stopped).toBe(false);
    let received = 0;
    for await (const chunk of response) received += (chunk as Buffer).length;
    expect(received).toBe(SIZE);
    const ended = performance.now();
    await stopping;
    expect(performance.now() - ended).toBeLessThan(4_500); // it does not wait for a connection that is only kept alive
    const again = await startServer({ folder: server.folder, port: 0, backOfficeEntry });
    onTestFinished(() => again.stop());
    expect(await again.dispatch('downloads.list', {}, 'local')).toMatchObject({
      value: [{ outcome: 'delivered', bytesSent: SIZE }],
    });
  });

  it('cuts off what does not end within the grace time', async () => {
    const { server, response } = await downloading(200);
    await server.stop(); // the client reads nothing meanwhile: alone the download would never end
    let received = 0;
    const reading = (async () => {
      for await (const chunk of response) received += (chunk as Buffer).length;
    })();
    await expect(reading).rejects.toThrow('aborted');
    expect(received).toBeLessThan(SIZE);
    const again = await testServer({ folder: server.folder });
    expect(await again.call('downloads.list', {})).toMatchObject([{ outcome: 'aborted' }]);
  });

  it('does not wait for connections on which nothing happens', async () => {
    const server = await testServer({ graceMs: 30_000 });
    const agent = new Agent({ keepAlive: true });
    onTestFinished(() => agent.destroy());
    const [response] = (await once(get(`${server.api}/healthz`, { agent }), 'response')) as [IncomingMessage];
    await once(response.resume(), 'end');
    const began = performance.now();
    await server.stop();
    expect(performance.now() - began).toBeLessThan(4_500);
  });

  it('stops once, however often it is told', async () => {
    const server = await testServer();
    await Promise.all([server.stop(), server.stop()]);
    await expect(server.stop()).resolves.toBeUndefined();
    await (await startServer({ folder: server.folder, port: 0, backOfficeEntry })).stop();
  });
});
