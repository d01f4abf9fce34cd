import { expect, test } from 'vitest';
import { manualClock } from '../support/clock.ts';
import { testServer } from '../support/server.ts';

const KEY = 'A1B2C3D4-E5F6A7B8-C9D0E1F2-A3B4C5D6';
const PATH = '/api/index.php/v1/licensedock/downloads/42';

/** The sample of seed 004: my-extension 2.1.0 of 5,242,880 bytes, product 42, and its key. */
async function sample() {
  const clock = manualClock();
  const server = await testServer({ now: clock.now });
  const product = await server.call('products.create', { name: 'My Extension', number: 42 });
  await server.call('licenses.create', {
    products: [product.id],
    key: KEY,
    expirationType: 'DATE',
    expirationDate: new Date(clock.now() + 1000).toISOString(),
  });
  const content = Buffer.alloc(5_242_880, 'zip');
  await server.publish(content, {
    fileName: 'my-extension-2.1.0.zip',
    product: product.id,
    version: '2.1.0',
  });
  return { ...server, content, expire: () => clock.advance(1001) };
}

test('a download has the headers of the seed and every byte', async () => {
  const { request, content } = await sample();
  const response = await request(`${PATH}?license_key=${KEY}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/zip');
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="my-extension-2.1.0.zip"');
  expect(response.headers.get('content-length')).toBe('5242880');
  expect(response.headers.get('cache-control')).toBe('no-cache, no-store, must-revalidate');
  expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true);
});

test('an error in JSON mode is that of the seed', async () => {
  const { request, expire } = await sample();
  expire();
  const response = await request(`${PATH}?license_key=${KEY}`);
  expect(response.status).toBe(403);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(await response.text()).toBe('{"error":{"code":"LICENSE_EXPIRED","message":"License has expired"}}');
});

test('an error in plain-text mode is that of the seed', async () => {
  const { request, expire } = await sample();
  expire();
  const response = await request(`${PATH}?dlid=${KEY}`);
  expect(response.status).toBe(403);
  expect(response.headers.get('content-type')).toBe('text/plain');
  expect(await response.text()).toBe('License has expired');
});
