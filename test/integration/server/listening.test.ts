import { describe, expect, it, onTestFinished } from 'vitest';
import { startServer } from '../../../src-main/server/start-server.ts';
import { urlOf } from '../../../src-main/http/server.ts';
import { takenPort } from '../../support/ports.ts';
import { backOfficeEntry, temporaryFolder, testServer } from '../../support/server.ts';

/** A port that somebody else holds until the test ends. */
async function taken(): Promise<number> {
  const { port, release } = await takenPort();
  onTestFinished(release);
  return port;
}

const start = (options: { host?: string; port?: number }) =>
  startServer({ folder: temporaryFolder(), backOfficeEntry, ...options });

describe('the server', () => {
  it('listens on this machine alone unless it is told otherwise', async () => {
    const { api } = await testServer();
    const { port, hostname } = new URL(api);
    expect(hostname).toBe('127.0.0.1');
    expect((await fetch(`${api}/healthz`)).status).toBe(200);
    await expect(fetch(`http://127.0.0.2:${port}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('says which port is taken and what to do about it', async () => {
    const port = await taken();
    await expect(start({ port })).rejects.toMatchObject({
      name: 'ListenError',
      code: 'EADDRINUSE',
      message: `Cannot listen on port ${port} on 127.0.0.1: another program uses it. Stop that program, or choose another port (--port).`,
    });
  });

  it('says which address this machine does not have', async () => {
    await expect(start({ host: '203.0.113.7', port: 0 })).rejects.toMatchObject({
      code: 'EADDRNOTAVAIL',
      message: expect.stringMatching(/203\.0\.113\.7: this machine has no such address.*--host/),
    });
    await expect(start({ host: 'no-such-host.invalid', port: 0 })).rejects.toMatchObject({
      name: 'ListenError',
      message: expect.stringContaining('no-such-host.invalid'),
    });
  });

  it('runs without its API where that is asked for, and listens when the port is free', async () => {
    const port = await taken();
    const errors: string[] = [];
    const server = await testServer({ port, onListenError: ({ code }) => errors.push(code) });
    expect(errors).toEqual(['EADDRINUSE']);
    expect(await server.call('server.status', {})).toMatchObject({ api: null });
    const bound = await server.listen({ host: '127.0.0.1', port: 0 });
    expect(await server.call('server.status', {})).toMatchObject({ api: urlOf(bound) });
    expect((await fetch(`${urlOf(bound)}/healthz`)).status).toBe(200);
  });

  it('stays where it is when it cannot move', async () => {
    const server = await testServer();
    await expect(server.listen({ host: '127.0.0.1', port: await taken() })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    expect((await fetch(`${server.api}/healthz`)).status).toBe(200);
    expect(await server.call('server.status', {})).toMatchObject({ api: server.api });
  });
});

it.each([
  [{ host: '127.0.0.1', port: 7420 }, 'http://127.0.0.1:7420'],
  [{ host: '0.0.0.0', port: 80 }, 'http://127.0.0.1:80'],
  [{ host: '::', port: 80 }, 'http://[::1]:80'],
  [{ host: '2001:db8::1', port: 80 }, 'http://[2001:db8::1]:80'],
  [{ host: 'releases.local', port: 80 }, 'http://releases.local:80'],
])('shows the endpoint %j as %s', (endpoint, url) => {
  expect(urlOf(endpoint)).toBe(url);
});
