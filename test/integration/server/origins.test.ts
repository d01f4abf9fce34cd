import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { type TestServer, testServer } from '../../support/server.ts';

const HOSTS = ['evil.example', 'evil.example:7420', '127.0.0.1.evil.example', 'localhost', '[::1]'];
const ORIGINS = ['https://evil.example', 'http://127.0.0.1:7420', 'null'];

/** Asks with any Host and Origin, which `fetch` would not send. */
function ask(server: TestServer, method: string, path: string, headers: Record<string, string>) {
  return new Promise<{ status: number; names: string[] }>((resolve, reject) => {
    const asked = request(`${server.api}${path}`, { method, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve({ status: answer.statusCode!, names: Object.keys(answer.headers) }));
    });
    asked.once('error', reject);
    asked.end();
  });
}

/** One path of each kind: what is open to everyone, what needs a licence key, what needs the vendor's. */
async function paths(server: TestServer) {
  const product = await server.call('products.create', { name: 'Compass' });
  const { file } = await server.publish('bytes', { product: product.id, version: '1.0.0' });
  const { key } = await server.call('licenses.create', { products: [product.id] });
  return {
    open: ['/healthz', '/docs', '/openapi/lukittu.json'],
    licensed: [
      `/v3/${file.id}?key=${key}`,
      `/api/index.php/v1/licensedock/downloads/${product.number}?license_key=${key}`,
      `/feeds/${product.number}/stable/feed.json?key=${key}`,
    ],
    vendors: [
      `/api/v1/dev/teams/${server.vendorId}/licenses`,
      `/api/v1/dev/teams/${server.vendorId}/customers`,
      '/v3/releases',
    ],
  };
}

describe('a page of another origin', () => {
  it('is never allowed to read an answer, whatever it asks and wherever it comes from', async () => {
    const server = await testServer();
    const { open, licensed, vendors } = await paths(server);
    for (const path of [...open, ...licensed, ...vendors])
      for (const origin of ORIGINS) {
        const { names } = await ask(server, 'GET', path, { Origin: origin });
        expect(names.filter((name) => name.startsWith('access-control'))).toEqual([]);
        const preflight = await ask(server, 'OPTIONS', path, {
          Origin: origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'authorization',
        });
        expect(preflight.names.filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
  });

  it('that has bound its own name to this machine gets nothing without a key', async () => {
    const server = await testServer();
    const { vendors, licensed } = await paths(server);
    for (const Host of HOSTS) {
      for (const path of vendors) expect((await ask(server, 'GET', path, { Host })).status).toBe(401);
      for (const path of licensed)
        expect([400, 401, 403]).toContain(
          (await ask(server, 'GET', path.replace(/[?].*/, ''), { Host })).status,
        );
    }
  });
});
