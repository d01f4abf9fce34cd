import { expect, test } from 'vitest';
import { testServer } from '../../support/server.ts';

test('many licences are issued in one call, each with a key of its own and the same terms', async () => {
  const server = await testServer();
  const product = await server.call('products.create', { name: 'Atlas' });
  const issued = await server.call('licenses.createMany', { products: [product.id], seats: 3, count: 250 });
  expect(new Set(issued.map(({ key }) => key)).size).toBe(250);
  expect(issued.every(({ seats, products }) => seats === 3 && products[0]?.id === product.id)).toBe(true);
  const { total } = await server.call('licenses.list', { product: product.id, limit: 1 });
  expect(total).toBe(250);
});

test('terms that no licence may have issue none of them', async () => {
  const server = await testServer();
  const reply = await server.dispatch('licenses.createMany', { products: ['nothing'], count: 40 }, 'remote');
  expect(reply).toMatchObject({ ok: false, error: { code: 'product_not_found' } });
  expect(await server.call('licenses.list', {})).toMatchObject({ total: 0 });
});

test('a product that goes while they are issued leaves none of them', async () => {
  const server = await testServer();
  const { id } = await server.call('products.create', { name: 'Atlas' });
  const issuing = server.dispatch('licenses.createMany', { products: [id], count: 1000 }, 'remote');
  await expect.poll(async () => (await server.call('licenses.list', { limit: 1 })).total).toBeGreaterThan(0);
  await server.call('products.delete', { product: id });
  expect(await issuing).toMatchObject({ ok: false, error: { code: 'product_not_found' } });
  expect(await server.call('licenses.list', {})).toMatchObject({ total: 0 });
});

test('a key typed in lower case is found, whole or by one of its groups', async () => {
  const server = await testServer();
  const { id, key } = await server.call('licenses.create', {});
  await server.call('licenses.create', {});
  for (const search of [key, key.toLowerCase(), key.slice(0, 5).toLowerCase(), key.slice(-5).toLowerCase()])
    expect((await server.call('licenses.list', { search })).rows.map((row) => row.id)).toEqual([id]);
});
