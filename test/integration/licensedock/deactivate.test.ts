import { expect, test } from 'vitest';
import { manualClock } from '../../support/server.ts';
import { dataOf, expectRefusal, shop } from './shop.ts';

const LIMITED = 'LIMITED-KEY';

async function full() {
  const clock = manualClock();
  const server = await shop({ now: clock.now });
  await server.call('licenses.create', {
    key: LIMITED,
    products: [server.product.id],
    seats: 2,
    expirationType: 'DATE',
    expirationDate: '2026-06-01T12:00:01Z',
  });
  const ask = (endpoint: 'activate' | 'deactivate', identifier: string, more: Record<string, unknown> = {}) =>
    server.ask(endpoint, { license_key: LIMITED, identifier, ...more });
  await ask('activate', 'a.example');
  await ask('activate', 'b.example');
  return { ...server, ask, clock };
}

test('a deactivation is answered with exactly the fields of LicenseDock, and frees the seat', async () => {
  const { ask } = await full();
  expect((await ask('activate', 'c.example')).status).toBe(403);
  const response = await ask('deactivate', 'https://www.A.example/');
  expect(await response.text()).toBe(
    '{"data":{"status":"deactivated","license_key":"LIMITED-KEY","identifier":"a.example","activations_used":1}}',
  );
  expect((await ask('activate', 'c.example')).status).toBe(200);
  expect((await ask('activate', 'a.example')).status).toBe(403);
});

test('an identifier without a seat is not found, nor is one twice', async () => {
  const { ask } = await full();
  await expectRefusal(await ask('deactivate', 'c.example'), 404, 'ACTIVATION_NOT_FOUND');
  await dataOf(await ask('deactivate', 'a.example'));
  await expectRefusal(await ask('deactivate', 'a.example'), 404, 'ACTIVATION_NOT_FOUND');
});

test('an activation after a deactivation takes a seat again', async () => {
  const { ask } = await full();
  await ask('deactivate', 'a.example');
  expect(await dataOf(await ask('activate', 'a.example'))).toMatchObject({ activations_used: 2 });
});

test('a licence that is no longer good gives its seats back all the same', async () => {
  const { ask, call, clock } = await full();
  clock.advance(1001);
  expect(await dataOf(await ask('deactivate', 'a.example'))).toMatchObject({ activations_used: 1 });
  await call('licenses.revoke', { license: LIMITED });
  expect(await dataOf(await ask('deactivate', 'b.example'))).toMatchObject({ activations_used: 0 });
});

test('what is missing, unknown or of another product is refused', async () => {
  const { ask } = await full();
  await expectRefusal(await ask('deactivate', ''), 400, 'INVALID_REQUEST');
  await expectRefusal(await ask('deactivate', 'a.example', { license_key: null }), 400, 'INVALID_REQUEST');
  await expectRefusal(
    await ask('deactivate', 'a.example', { license_key: 'NOPE' }),
    403,
    'LICENSE_NOT_FOUND',
  );
  await expectRefusal(await ask('deactivate', 'a.example', { product_id: 9 }), 403, 'PRODUCT_MISMATCH');
  expect(await dataOf(await ask('deactivate', 'a.example', { product_id: 42 }))).toMatchObject({
    status: 'deactivated',
  });
});
