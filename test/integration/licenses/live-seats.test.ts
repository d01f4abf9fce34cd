import { expect, test } from 'vitest';
import { testServer } from '../../support/server.ts';

test('the window hears at once who takes a seat and who gives it back, and nothing of one who goes on', async () => {
  const server = await testServer();
  const product = await server.call('products.create', { name: 'Atlas' });
  const { key } = await server.call('licenses.create', { products: [product.id], identifierType: 'device' });
  await server.publish('bytes', { product: product.id, version: '1.0' });
  const told: string[] = [];
  server.events.subscribe('changed', ({ areas }) => told.push(...areas));
  const heard = async (path: string, body: object) => {
    const headers = { 'Content-Type': 'application/json' };
    const answer = await server.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(answer.status, await answer.text()).toBe(200);
    server.events.flush();
    return told.splice(0);
  };
  const lukittu = `/api/v1/client/teams/${server.vendorId}/verification`;
  const dock = '/api/index.php/v1/licensedock/licenses';
  const check = { licenseKey: key, hardwareIdentifier: 'device-0001' };
  const seat = { license_key: key, identifier: 'build-server' };

  expect(await heard(`${lukittu}/verify`, check)).toEqual(['addresses', 'devices']);
  expect(await heard(`${lukittu}/heartbeat`, check)).toEqual([]);
  expect(await heard(`${dock}/activate`, seat)).toEqual(['devices']);
  expect(await heard(`${dock}/activate`, seat)).toEqual([]);
  expect(await heard(`${dock}/deactivate`, seat)).toEqual(['devices']);
  expect(await heard(`${lukittu}/heartbeat`, { ...check, hardwareIdentifier: 'device-0002' })).toEqual([
    'devices',
  ]);
});
