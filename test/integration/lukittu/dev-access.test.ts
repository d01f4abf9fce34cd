import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { NOWHERE } from './shop.ts';
import { expectDevRefusal, form, workshop } from './workshop.ts';

const invalid: [number, string, string] = [401, 'UNAUTHORIZED', 'Invalid API key'];

describe('an API key', () => {
  test('is asked for by every endpoint', async () => {
    const { base, data, send } = await workshop();
    const body = form(data());
    const wrong = ['', 'Bearer', 'Bearer ', 'Bearer nonsense', 'Basic abc'];
    for (const Authorization of wrong)
      for (const [path, method] of [
        [base, 'GET'],
        [base, 'POST'],
        [`${base}/${NOWHERE}`, 'PUT'],
      ] as const) {
        const init = method === 'GET' ? { method } : { method, body };
        const answer = await send(path, { ...init, headers: { Authorization } });
        expectDevRefusal(answer, invalid);
        expect(answer.headers.get('www-authenticate')).toBe('Bearer');
      }
  });

  test('may be introduced by the word in any case', async () => {
    const { key, send, base, product } = await workshop();
    const path = `${base}?productId=${product.id}`;
    for (const word of ['bearer', 'BEARER', 'Bearer'])
      expect((await send(path, { headers: { Authorization: `${word} ${key}` } })).status).toBe(200);
  });

  test('stops working when it is revoked', async () => {
    const { list, call } = await workshop();
    expect((await list()).status).toBe(200);
    const [row] = await call('apiKeys.list', {});
    await call('apiKeys.revoke', { id: row!.id });
    expectDevRefusal(await list(), invalid);
  });

  test('stops working when it expires', async () => {
    const { call, clock, send, base, product } = await workshop();
    const expiresAt = new Date(clock.now() + 1000).toISOString();
    const { key } = await call('apiKeys.create', { name: 'short', expiresAt });
    const headers = { Authorization: `Bearer ${key}` };
    const ask = () => send(`${base}?productId=${product.id}`, { headers });
    expect((await ask()).status).toBe(200);
    clock.advance(1000);
    expectDevRefusal(await ask(), invalid);
  });

  test('opens no other team', async () => {
    const { send, base, vendorId, lastRequest } = await workshop();
    expectDevRefusal(await send(base.replace(vendorId, NOWHERE)), invalid);
    expect((await lastRequest()).reason).toBe('The path names another vendor (team) than the API key is of.');
  });

  test('is looked at after the ids of the path', async () => {
    const { send, base, vendorId } = await workshop();
    const headers = {};
    expectDevRefusal(await send(base.replace(vendorId, 'nobody'), { headers }), [
      400,
      'BAD_REQUEST',
      'Invalid teamId',
    ]);
    expectDevRefusal(await send(`${base}/nothing`, { method: 'PUT', headers }), [
      400,
      'BAD_REQUEST',
      'Invalid releaseId',
    ]);
    const malformed = [400, 'BAD_REQUEST', 'Malformed percent-encoding in the request URL'] as const;
    expectDevRefusal(await send(base.replace(vendorId, '%zz'), { headers }), [...malformed]);
  });
});

describe('the limit of an API key', () => {
  test('is 300 requests a minute', async () => {
    const { list, call, send, base, product } = await workshop({ rateLimits: true });
    const statuses = await Promise.all(Array.from({ length: 301 }, async () => (await list()).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(300);
    const refused = await list();
    expectDevRefusal(refused, [429, 'RATE_LIMIT', 'Too many requests']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const { key } = await call('apiKeys.create', { name: 'another' });
    const other = await send(`${base}?productId=${product.id}`, {
      headers: { Authorization: `Bearer ${key}` },
    });
    expect(other.status).toBe(200);
  });

  test('is 60 of each kind of change', async () => {
    const { create, update, list } = await workshop({ rateLimits: true });
    for (let count = 0; count < 60; count += 1) {
      expect((await create({})).status).toBe(400);
      expect((await update(NOWHERE, {})).status).toBe(400);
    }
    expectDevRefusal(await create({}), [429, 'RATE_LIMIT', 'Too many requests']);
    expectDevRefusal(await update(NOWHERE, {}), [429, 'RATE_LIMIT', 'Too many requests']);
    expect((await list()).status).toBe(200);
  });
});

test('a body is not read before its sender is known, and nobody waits for the rest of it', async () => {
  const { base, api, incoming } = await workshop();
  const { hostname, port } = new URL(api);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk.toString()));
  socket.on('error', () => {}); // the connection may be reset while it is still written to
  socket.write(
    `POST ${base} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000000\r\n\r\n`,
  );
  const piece = Buffer.alloc(64 * 1024);
  const send = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', send);
  send();
  await new Promise((resolve) => socket.once('close', resolve));
  expect(answer).toMatch(/^HTTP\/1\.1 401 Unauthorized.*Invalid API key/s);
  expect(incoming()).toEqual([]);
});

test('unknown paths and wrong methods of the dev endpoints have their shape', async () => {
  const { send, base } = await workshop();
  expectDevRefusal(await send('/api/v1/dev/anything'), [404, 'BAD_REQUEST', 'Not found']);
  const wrong = await send(base, { method: 'DELETE' });
  expectDevRefusal(wrong, [405, 'BAD_REQUEST', 'Method not allowed']);
  expect(wrong.headers.get('allow')).toBe('HEAD, GET, POST');
});
