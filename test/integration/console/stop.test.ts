import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { WebSocket } from 'ws';
import { testConsole } from '../../support/console-client.ts';

/** No stop may take longer than this, in milliseconds: twice what pages and downloads together are given. */
const END_MS = 8_000;

const inTime = async (stop: Promise<void>): Promise<string> => {
  const timer = new AbortController();
  const late = new Promise<string>((resolve) => {
    const timeout = setTimeout(() => resolve('late'), END_MS);
    timer.signal.addEventListener('abort', () => clearTimeout(timeout));
  });
  return Promise.race([stop.then(() => 'stopped'), late]).finally(() => timer.abort());
};

test('a stranger whose upgrade is refused and who keeps his half open holds up no stop', async () => {
  const { port, stop } = await testConsole();
  const socket = connectSocket({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
  onTestFinished(() => void socket.destroy());
  socket.write('GET /x HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 403 /);
  expect(await inTime(stop())).toBe('stopped');
});

test('a page that takes no farewell, as on a machine asleep, holds up no stop', async () => {
  const { base, host, login, connect, stop } = await testConsole();
  const socket = (await connect({ host, origin: base, cookie: await login() })) as WebSocket;
  socket.pause();
  expect(await inTime(stop())).toBe('stopped');
});
