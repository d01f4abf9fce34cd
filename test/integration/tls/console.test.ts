import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { nextMessage } from '../../support/console-client.ts';
import { startServer } from '../../../src-main/server/start-server.ts';
import { backOfficeEntry, temporaryFolder, testServer } from '../../support/server.ts';
import { ask, machine, tlsServer } from '../../support/tls.ts';

const rendererRoot = new URL('../../../dist/renderer', import.meta.url).pathname;

/** A console over HTTPS, and ways to speak to it under any name. */
async function secureConsole(host = '127.0.0.1') {
  const server = await tlsServer({ console: { host, port: 0, rendererRoot } });
  const port = Number(new URL(server.listening.console!).port);
  /** A request under some name, which the certificate is then checked for. */
  const send = (
    path: string,
    more: { method?: string; headers?: Record<string, string> } = {},
    name = '127.0.0.1',
  ) =>
    ask(`https://127.0.0.1:${port}${path}`, {
      ca: server.ca,
      checkServerIdentity: () => undefined,
      ...more,
      headers: { host: `${name}:${port}`, ...more.headers },
    });
  const login = async (name?: string) => {
    const { url } = await server.call('console.token', {});
    const answer = await send(`/${new URL(url).search}`, {}, name);
    return { answer, cookie: String(answer.headers['set-cookie']).split(';')[0]! };
  };
  const connect = (headers: Record<string, string>) => {
    const socket = new WebSocket(`wss://127.0.0.1:${port}/contract`, { headers, ca: server.ca });
    onTestFinished(() => socket.terminate());
    return new Promise<WebSocket | number>((resolve, reject) => {
      socket.on('open', () => resolve(socket));
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('error', reject);
    });
  };
  return { ...server, console: server.listening.console!, consolePort: port, send, login, connect };
}

describe('the console over HTTPS', () => {
  it('logs in with a cookie that is for HTTPS alone, and speaks the contract', async () => {
    const { console, consolePort, login, send, connect } = await secureConsole();
    expect(console).toBe(`https://127.0.0.1:${consolePort}`);
    const { answer, cookie } = await login();
    expect(answer.status).toBe(302);
    const set = String(answer.headers['set-cookie']);
    expect(set).toMatch(/^__Host-lanyard_console=[0-9a-f]{64}; path=\/; samesite=strict; secure; httponly$/i);
    const page = await send('/', { headers: { cookie } });
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    // The name without the prefix is not the session's.
    expect((await send('/', { headers: { cookie: cookie.replace('__Host-', '') } })).status).toBe(401);

    const socket = (await connect({ origin: console, cookie })) as WebSocket;
    socket.send(JSON.stringify({ id: 1, channel: 'server.status', input: {} }));
    expect(await nextMessage(socket)).toMatchObject({ id: 1, reply: { ok: true, value: { console } } });
    const out = await send('/logout', { method: 'POST', headers: { cookie, origin: console } });
    expect(out.status).toBe(204);
    expect(String(out.headers['set-cookie'])).toMatch(/^__Host-lanyard_console=;.*secure/i);
    expect((await send('/', { headers: { cookie } })).status).toBe(401);
  });

  it('answers to the names of its certificate and to no other', async () => {
    const { consolePort: port, login, send, connect } = await secureConsole('0.0.0.0');
    const { cookie } = await login('harbour.local');
    for (const name of ['harbour', 'harbour.local', '192.168.1.20', 'localhost', '[::1]']) {
      expect((await send('/', { headers: { cookie } }, name)).status, name).toBe(200);
      const headers = { host: `${name}:${port}`, origin: `https://${name}:${port}`, cookie };
      expect(await connect(headers), name).toBeInstanceOf(WebSocket);
    }
    for (const name of [
      'evil.example',
      'x.harbour.local',
      '192.168.1.21',
      'harbour.local.evil.example',
      '127.1',
    ]) {
      const { status, text } = await send('/', { headers: { cookie } }, name);
      expect(status, name).toBe(421);
      expect(text).toContain('names of its certificate');
      const headers = { host: `${name}:${port}`, origin: `https://${name}:${port}`, cookie };
      expect(await connect(headers), name).toBe(403);
    }
    for (const origin of [
      'http://harbour.local',
      'https://evil.example',
      'null',
      `http://harbour.local:${port}`,
    ])
      expect(await connect({ host: `harbour.local:${port}`, origin, cookie }), origin).toBe(403);
    for (const host of [
      `harbour.local:${port + 1}`,
      `a@harbour.local:${port}`,
      'harbour.local:99999',
      '[',
      ' ',
    ])
      expect((await send('/', { headers: { host, cookie } })).status, host).toBe(421);
  });

  it('leaves this machine only with TLS', async () => {
    const start = (host: string) =>
      startServer({
        folder: temporaryFolder(),
        backOfficeEntry,
        port: 0,
        console: { host, port: 0, rendererRoot },
      });
    for (const host of ['0.0.0.0', '::', '192.0.2.1'])
      await expect(start(host), host).rejects.toMatchObject({
        code: 'NOT_LOOPBACK',
        message: expect.stringContaining('without TLS it is for this machine only. Switch HTTPS on (--tls)'),
      });
  });

  it('follows the switch on its own port, and comes back to this machine without TLS', async () => {
    const server = await secureConsole('0.0.0.0');
    const { cookie } = await server.login();
    const socket = (await server.connect({ origin: server.console, cookie })) as WebSocket;
    socket.send(JSON.stringify({ id: 5, channel: 'tls.set', input: { on: false } }));
    const answered = (await nextMessage(socket)) as { reply: { ok: true; value: { console: string } } };
    const link = new URL(answered.reply.value.console);
    expect(link.origin).toBe(`http://127.0.0.1:${server.consolePort}`);
    await once(socket, 'close');
    expect((await ask(link.href)).status).toBe(302);
    await expect(ask(`http://127.0.0.2:${server.consolePort}/`)).rejects.toThrow('ECONNREFUSED');

    const back = await server.call('tls.set', { on: true });
    expect(back.console).toMatch(`https://127.0.0.1:${server.consolePort}/?token=`);
    expect((await ask(back.console!, { ca: server.ca })).status).toBe(302);
    expect(
      (await ask(`https://127.0.0.2:${server.consolePort}/`, { rejectUnauthorized: false })).status,
    ).toBe(421);
  });

  it('is switched on from a page of the console, which hears where to go on', async () => {
    const server = await testServer({
      machine: () => machine,
      tls: { port: 0 },
      console: { host: '127.0.0.1', port: 0, rendererRoot },
    });
    const { console } = await server.call('tls.set', { on: true });
    const { pem } = await server.call('tls.ca', {});
    expect(new URL(console!).port).toBe(new URL(server.listening.console!).port);
    // What a browser says that comes from the page of HTTP; a redirect would lose it the cookie.
    const entrance = await ask(console!, { ca: pem, headers: { 'sec-fetch-site': 'cross-site' } });
    expect([entrance.status, entrance.text]).toEqual([200, expect.stringContaining('content="0;url=/"')]);
    expect(String(entrance.headers['set-cookie'])).toContain('__Host-lanyard_console=');
  });
});
