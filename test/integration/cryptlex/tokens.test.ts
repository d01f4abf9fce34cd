import { describe, expect, test } from 'vitest';
import { manualClock } from '../../support/clock.ts';
import { expectRefusal, PRODUCT_ID } from './shop.ts';
import { vendor } from './vendor.ts';

const TOKENS = 'personal-access-tokens';
type Wire = { id: string; token: string; name: string; revoked: boolean };

/** A customer whose licence has the product, and a release to download. */
async function withCustomer() {
  const clock = manualClock();
  const server = await vendor({ now: clock.now, publicUrl: 'https://releases.example' });
  const customer = await server.call('customers.create', { name: 'Ada' });
  await server.call('licenses.create', { products: [PRODUCT_ID], customers: [customer.id] });
  const { file } = await server.release('1.0');
  const make = async (changes: Record<string, unknown> = {}) =>
    (await (
      await server.send('POST', TOKENS, { userId: customer.id, name: 'CI', ...changes })
    ).json()) as Wire;
  const downloads = async (token: string) =>
    (await server.download(file.id, { headers: { Authorization: `Bearer ${token}` } })).status;
  return { ...server, clock, customer, make, downloads };
}

test('the way of a token: made, used, shown without its secret, renamed, revoked, deleted', async () => {
  const { send, customer, downloads, clock } = await withCustomer();
  const made = await send('POST', TOKENS, {
    userId: customer.id.toUpperCase(),
    name: 'CI',
    scopes: ['release:read'],
    expiresAt: '2027-01-01T00:00:00Z',
  });
  const { token, ...shown } = (await made.json()) as Wire & Record<string, unknown>;
  expect([made.status, made.headers.get('location')]).toEqual([
    201,
    `https://releases.example/v3/${TOKENS}/${shown.id}`,
  ]);
  const expected = {
    id: shown.id,
    createdAt: '2026-06-01T12:00:00.000Z',
    updatedAt: '2026-06-01T12:00:00.000Z',
    name: 'CI',
    expiresAt: '2027-01-01T00:00:00.000Z',
    revoked: false,
    scopes: ['release:read'],
    userId: customer.id,
    lastUsedAt: null,
  };
  expect(JSON.stringify(shown)).toBe(JSON.stringify(expected));
  expect(await downloads(token)).toBe(200);
  const used = { ...expected, lastUsedAt: '2026-06-01T12:00:00.000Z' };
  expect(await (await send('GET', `${TOKENS}/${shown.id}`)).json()).toEqual(used);

  clock.advance(1000);
  expect(await (await send('PATCH', `${TOKENS}/${shown.id}`, { name: 'Build' })).json()).toEqual({
    ...used,
    name: 'Build',
  });
  const revoked = { ...used, name: 'Build', revoked: true, updatedAt: '2026-06-01T12:00:01.000Z' };
  expect(await (await send('PATCH', `${TOKENS}/${shown.id}`, { revoked: true })).json()).toEqual(revoked);
  expect(await downloads(token)).toBe(401);
  await expectRefusal(
    await send('PATCH', `${TOKENS}/${shown.id}`, { revoked: false }),
    400,
    'INVALID_REQUEST',
  );
  expect(await (await send('GET', TOKENS)).json()).toEqual([revoked]);

  const gone = await send('DELETE', `${TOKENS}/${shown.id}`);
  expect([gone.status, await gone.text()]).toEqual([204, '']);
  for (const method of ['GET', 'DELETE'])
    await expectRefusal(await send(method, `${TOKENS}/${shown.id}`), 404, 'NOT_FOUND');
});

test('a deleted token downloads no more', async () => {
  const { send, make, downloads } = await withCustomer();
  const { id, token } = await make();
  expect(await downloads(token)).toBe(200);
  await send('DELETE', `${TOKENS}/${id}`);
  expect(await downloads(token)).toBe(401);
});

test('the list is paged, newest first, and can be of one customer', async () => {
  const { send, make, call, clock, customer } = await withCustomer();
  const other = await call('customers.create', { name: 'Grace' });
  for (const name of ['a', 'b', 'c']) {
    await make({ name });
    clock.advance(1);
  }
  await make({ name: 'd', userId: other.id });
  const response = await send('GET', `${TOKENS}?userId=${customer.id}&limit=2&page=1`);
  expect(((await response.json()) as Wire[]).map(({ name }) => name)).toEqual(['c', 'b']);
  expect(response.headers.get('pagination-count')).toBe('3');
  expect(await (await send('GET', TOKENS)).json()).toHaveLength(4);
  for (const query of ['page=0', 'limit=101', 'userId=42'])
    await expectRefusal(await send('GET', `${TOKENS}?${query}`), 400, 'INVALID_REQUEST', query);
});

describe('what a new token is refused for', () => {
  test('each has its answer', async () => {
    const { send, customer } = await withCustomer();
    const good = { userId: customer.id, name: 'CI' };
    for (const [body, status, code] of [
      [{}, 400, 'INVALID_REQUEST'],
      [{ ...good, userId: 'Ada' }, 400, 'INVALID_REQUEST'],
      [{ ...good, name: ' ' }, 400, 'INVALID_REQUEST'],
      [{ ...good, scopes: [] }, 400, 'INVALID_REQUEST'],
      [{ ...good, scopes: ['license:write'] }, 400, 'INVALID_REQUEST'],
      [{ ...good, scopes: 'release:read' }, 400, 'INVALID_REQUEST'],
      [{ ...good, expiresAt: 'soon' }, 400, 'INVALID_REQUEST'],
      [{ ...good, expiresAt: '2020-01-01' }, 400, 'INVALID_REQUEST'],
      [{ ...good, userId: '00000000-0000-4000-8000-00000000dead' }, 404, 'NOT_FOUND'],
    ] as const)
      await expectRefusal(await send('POST', TOKENS, body), status, code, JSON.stringify(body));
  });
});
