import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { limits as sizes } from '../../../shared/limits.ts';
import { WebSocket } from 'ws';
import { startConsole } from '../../../src-main/console/start-console.ts';
import { createSecureServers } from '../../../src-main/server/tls/secure-servers.ts';
import { flood } from '../../support/flood.ts';
import { nextMessage, testConsole } from '../../support/console-client.ts';
import { manualClock, testServer } from '../../support/server.ts';
import { createConsoleAccess } from '../../../src-main/console/access.ts';

const rendererRoot = new URL('../../../dist/renderer', import.meta.url).pathname;

describe('login', () => {
  test('a link logs in once, and the page is shown with a strict policy', async () => {
    const { send, newLink } = await testConsole();
    const path = `/${new URL(await newLink()).search}`;
    const answer = await send(path);
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe('/');
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^lanyard_console=[0-9a-f]{64}; path=\/; samesite=strict; httponly$/i);

    const page = await send('/', { headers: { cookie: cookie.split(';')[0]! } });
    expect(page.status).toBe(200);
    expect(page.text).toContain('<div id="root">');
    const csp = String(page.headers['content-security-policy']);
    expect(csp).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-");
    expect(csp).not.toContain('unsafe');
    expect((await send(path)).status).toBe(401);
  });

  test('without a session there is no page, no script, no upload and no socket', async () => {
    const { send, connect, base, host } = await testConsole();
    for (const path of ['/', '/?token=', `/?token=${'0'.repeat(64)}`, '/assets/index.js', '/../package.json'])
      expect((await send(path)).status, path).toBe(401);
    expect(
      (await send('/uploads?name=a.zip&input={}', { method: 'POST', headers: { origin: base } })).status,
    ).toBe(401);
    expect(await connect({ host, origin: base })).toBe(403);
    expect(await connect({ host, origin: base, cookie: `lanyard_console=${'0'.repeat(64)}` })).toBe(403);
  });

  test('a method that no page has is refused as such', async () => {
    const { send, login, base } = await testConsole();
    const headers = { cookie: await login(), origin: base };
    for (const [method, path] of [
      ['PROPFIND', '/'],
      ['MKCOL', '/contract'],
      ['DELETE', '/uploads'],
    ] as const)
      expect((await send(path, { method, headers })).status, method).toBe(405);
  });

  test('a token is too old after ten minutes, or when there is a newer one', async () => {
    const clock = manualClock();
    const access = createConsoleAccess(clock.monotonic);
    const [first, second] = [access.newToken(), access.newToken()];
    expect(access.login(first)).toBeNull();
    clock.advance(10 * 60_000 - 1);
    expect(access.login(second)).not.toBeNull();
    expect(access.login(second)).toBeNull();
    const late = access.newToken();
    clock.advance(10 * 60_000);
    expect(access.login(late)).toBeNull();
    const { send, newLink } = await testConsole();
    const [old, newest] = [new URL(await newLink()).search, new URL(await newLink()).search];
    expect((await send(`/${old}`)).status).toBe(401);
    expect((await send(`/${newest}`)).status).toBe(302);
  });

  test('a session is over after seven days, however much it is used', () => {
    const clock = manualClock();
    const access = createConsoleAccess(clock.monotonic);
    const session = access.login(access.newToken())!;
    for (let hour = 0; hour < 7 * 24; hour++) {
      expect(access.isSession(session)).toBe(true);
      clock.advance(3_600_000);
    }
    expect(access.isSession(session)).toBe(false);
    expect(access.isStillSession(session)).toBe(false);
  });

  test('a session is over after twelve idle hours', () => {
    const clock = manualClock();
    const access = createConsoleAccess(clock.monotonic);
    const session = access.login(access.newToken())!;
    clock.advance(11 * 3_600_000);
    expect(access.isSession(session)).toBe(true);
    clock.advance(11 * 3_600_000);
    expect(access.isSession(session)).toBe(true);
    clock.advance(12 * 3_600_000);
    expect(access.isSession(session)).toBe(false);
  });

  test('logging out ends the session', async () => {
    const { send, login, base } = await testConsole();
    const cookie = await login();
    expect((await send('/', { headers: { cookie } })).status).toBe(200);
    expect((await send('/logout', { method: 'POST', headers: { cookie, origin: base } })).status).toBe(204);
    expect((await send('/', { headers: { cookie } })).status).toBe(401);
  });

  test('logging out ends the open pages of that login, and of no other', async () => {
    const { send, login, connect, base, host } = await testConsole();
    const [mine, other] = [await login(), await login()];
    const open = async (cookie: string) => (await connect({ host, origin: base, cookie })) as WebSocket;
    const [first, second, third] = [await open(mine), await open(mine), await open(other)];
    const ended = [once(first, 'close'), once(second, 'close')];
    await send('/logout', { method: 'POST', headers: { cookie: mine, origin: base } });
    for (const close of ended) expect((await close)[0]).toBe(1008);
    third.send(JSON.stringify({ id: 1, channel: 'products.list', input: {} }));
    expect(await nextMessage(third)).toMatchObject({ id: 1, reply: { ok: true } });
  });

  test('a page that is used keeps its login alive, one that is not loses it and hears nothing more', async () => {
    const clock = manualClock();
    const { call, send, login, connect, base, host } = await testConsole({ monotonic: clock.monotonic });
    const cookie = await login();
    const socket = (await connect({ host, origin: base, cookie })) as WebSocket;
    const use = () => socket.send(JSON.stringify({ id: 1, channel: 'products.list', input: {} }));
    for (let hours = 0; hours < 36; hours += 9) {
      clock.advance(9 * 3_600_000);
      use();
      expect(await nextMessage(socket)).toMatchObject({ id: 1, reply: { ok: true } });
    }
    expect((await send('/', { headers: { cookie } })).status).toBe(200);

    const watching = (await connect({ host, origin: base, cookie })) as WebSocket;
    watching.send(JSON.stringify({ subscribe: 'changed' }));
    watching.send(JSON.stringify({ id: 2, channel: 'products.list', input: {} }));
    expect(await nextMessage(watching)).toMatchObject({ id: 2 });
    let heard = 0;
    watching.on('message', () => (heard += 1));
    const ended = [once(watching, 'close'), once(socket, 'close')];
    clock.advance(12 * 3_600_000);
    await call('products.create', { name: 'Compass' }); // an event for one, a call of the other
    use();
    for (const close of ended) expect((await close)[0]).toBe(1008);
    expect(heard).toBe(0);
  });

  test('asking for the head of a link does not use it up', async () => {
    const { send, newLink } = await testConsole();
    const path = `/${new URL(await newLink()).search}`;
    const head = await send(path, { method: 'HEAD' });
    expect([head.status, head.headers['set-cookie']]).toEqual([401, undefined]);
    expect((await send(path)).status).toBe(302);
  });
});

describe('hostile requests', () => {
  test.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1',
    '127.0.0.1:1',
    '127.0.0.1.evil.example',
    '192.168.1.9',
  ])('the Host %s is not the console', async (host) => {
    const { send, login, connect, base } = await testConsole();
    const cookie = await login();
    expect((await send('/', { headers: { host, cookie } })).status).toBe(421);
    expect(await connect({ host, origin: base, cookie })).toBe(403);
  });

  test('another origin can neither write nor open a socket, even with the cookie', async () => {
    const { send, login, connect, base, host, port } = await testConsole();
    const cookie = await login();
    const origins = [
      'http://evil.example',
      'null',
      `https://127.0.0.1:${port}`,
      'http://127.0.0.1:1',
      `http://127.0.0.1:${port}.evil.example`,
      '',
    ];
    for (const origin of origins) {
      expect(await connect({ host, origin, cookie }), origin).toBe(403);
      expect(
        (await send('/uploads?name=a.zip&input={}', { method: 'POST', headers: { cookie, origin } })).status,
      ).toBe(403);
      if (origin) expect((await send('/', { headers: { cookie, origin } })).status).toBe(403);
    }
    expect(await connect({ host, cookie })).toBe(403);
    expect((await send('/uploads?name=a.zip&input={}', { method: 'POST', headers: { cookie } })).status).toBe(
      403,
    );
    expect(await connect({ host, origin: base, cookie }, '/other')).toBe(403);
    expect(await connect({ host, origin: base, cookie })).toBeInstanceOf(WebSocket);
  });

  test('the console does not listen beyond this machine', async () => {
    const server = await testServer();
    const limits = { headersMs: 1_000, bodyMs: 1_000, idleMs: 1_000 };
    for (const host of ['0.0.0.0', '::', '192.168.0.1', 'localhost.evil.example'])
      await expect(
        startConsole(server, { host, port: 0 }, rendererRoot, limits, createSecureServers()),
      ).rejects.toThrow(/for this machine only/);
  });
});

describe('the contract over WebSocket', () => {
  test('it answers calls and sends events', async () => {
    const { login, connect, base, host } = await testConsole();
    const socket = (await connect({ host, origin: base, cookie: await login() })) as WebSocket;
    socket.send(JSON.stringify({ subscribe: 'changed' }));
    socket.send(JSON.stringify({ id: 7, channel: 'products.create', input: { name: 'Compass' } }));
    expect(await nextMessage(socket)).toMatchObject({
      id: 7,
      reply: { ok: true, value: { number: 1, name: 'Compass' } },
    });
    expect(await nextMessage(socket)).toEqual({ event: 'changed', payload: { areas: ['products'] } });
  });

  test('a path of this machine is never accepted', async () => {
    const { login, connect, base, host } = await testConsole();
    const socket = (await connect({ host, origin: base, cookie: await login() })) as WebSocket;
    for (const [channel, input] of [
      ['releases.publish', { path: '/etc/hostname', product: '1', version: '1.0' }],
      ['console.token', {}],
    ] as const) {
      socket.send(JSON.stringify({ id: 1, channel, input }));
      expect(await nextMessage(socket)).toMatchObject({
        reply: { ok: false, error: { code: 'channel_not_available' } },
      });
    }
  });

  test.each([
    ['not JSON'],
    ['{"id":"x"}'],
    ['[]'],
    ['{"id":1,"channel":"server.status","input":{},"extra":1}'],
  ])('the message %s ends the connection', async (message) => {
    const { login, connect, base, host } = await testConsole();
    const socket = (await connect({ host, origin: base, cookie: await login() })) as WebSocket;
    socket.send(message);
    expect((await once(socket, 'close'))[0]).toBe(1007);
  });

  test('the longest part of a file of records fits, and a longer message ends the connection unread', async () => {
    const { login, connect, base, host } = await testConsole();
    const socket = (await connect({ host, origin: base, cookie: await login() })) as WebSocket;
    const hold = (part: string) => JSON.stringify({ id: 1, channel: 'records.hold', input: { part } });
    socket.send(hold('\u0001'.repeat(sizes.recordsPart)));
    expect(await nextMessage(socket)).toMatchObject({ reply: { ok: true } });
    socket.send(hold('x'.repeat(1024 * 1024)));
    expect((await once(socket, 'close'))[0]).toBe(1009);
  });
});

test('a page that takes none of its events is let go, and what waits for it with it', async () => {
  const { events, login, connect, base, host } = await testConsole();
  const socket = (await connect({ host, origin: base, cookie: await login() })) as WebSocket;
  socket.send(JSON.stringify({ subscribe: 'transfers' }));
  socket.send(JSON.stringify({ id: 1, channel: 'products.list', input: {} }));
  await nextMessage(socket);
  let heard = 0;
  socket.on('message', () => (heard += 1));
  socket.pause();
  for (let count = 0; count < 20; count++) flood(events);
  socket.resume();
  expect((await once(socket, 'close'))[0]).toBe(1006);
  expect(heard).toBeLessThan(20);
});

describe('uploads', () => {
  const upload = (name: string, input: unknown) =>
    `/uploads?name=${encodeURIComponent(name)}&input=${encodeURIComponent(JSON.stringify(input))}`;

  test('a file is streamed in and published', async () => {
    const { send, login, call, base, folder } = await testConsole();
    await call('products.create', { name: 'Compass' });
    const headers = { cookie: await login(), origin: base };
    const body = Buffer.alloc(3 * 1024 * 1024, 'x');
    const answer = await send(upload('compass-1.0.zip', { product: '1', version: '1.0' }), {
      method: 'POST',
      headers,
      body,
    });
    expect(JSON.parse(answer.text)).toMatchObject({
      ok: true,
      value: { version: '1.0', latest: true, file: { name: 'compass-1.0.zip', size: body.length } },
    });
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
  });

  test('what cannot be published is refused in words, and leaves nothing behind', async () => {
    const { send, login, call, base, folder } = await testConsole();
    await call('products.create', { name: 'Compass' });
    await call('settings.set', { key: 'uploadLimit', value: 2048 });
    const headers = { cookie: await login(), origin: base };
    const post = async (path: string, body: string) =>
      JSON.parse((await send(path, { method: 'POST', headers, body })).text) as { error?: { code: string } };
    const good = { product: '1', version: '1.0' };
    expect((await post(upload('a.zip', { product: '9', version: '1.0' }), 'x')).error?.code).toBe(
      'product_not_found',
    );
    expect((await post(upload('a.zip', { ...good, path: '/etc/hostname' }), 'x')).error?.code).toBe(
      'invalid_input',
    );
    expect((await post(upload('..', good), 'x')).error?.code).toBe('file_name_invalid');
    expect((await post('/uploads?name=a.zip&input=nonsense', 'x')).error?.code).toBe('invalid_input');
    expect((await post(upload('a.zip', good), 'x'.repeat(5000))).error?.code).toBe('file_too_large');
    expect(await call('releases.list', { product: '1' })).toEqual([]);
    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
    expect((await post(upload('a.zip', good), 'fits')).error).toBeUndefined();
    expect((await post(upload('a.zip', good), 'again')).error?.code).toBe('version_taken');
  });

  test('an upload that is broken off leaves nothing behind', async () => {
    const { login, call, base, host, port, folder } = await testConsole();
    await call('products.create', { name: 'Compass' });
    const headers = { host, origin: base, cookie: await login(), 'content-length': '1000000' };
    const path = upload('a.zip', { product: '1', version: '1.0' });
    const request = httpRequest({ host: '127.0.0.1', port, path, method: 'POST', headers });
    request.on('error', () => undefined);
    request.write(Buffer.alloc(100_000));
    await expect.poll(() => readdirSync(join(folder, 'incoming')).length).toBe(1);
    request.destroy();
    await expect.poll(() => readdirSync(join(folder, 'incoming')).length).toBe(0);
    expect(await call('releases.list', { product: '1' })).toEqual([]);
  });
});
