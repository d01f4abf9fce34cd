import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { connectLocally } from '../../../src-main/ipc/transports/local-client.ts';
import { socketPath } from '../../../src-main/ipc/transports/socket-path.ts';
import { lanyard, serve, startLanyard } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';

const signals = ['SIGKILL', 'SIGINT', 'SIGTERM'] as const;

/** Random moments, the same ones in each run (a linear congruential generator). */
function moments(seed: number) {
  let state = seed;
  return (below: number) => ((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32) * below;
}

/** A server with so much to list that an answer takes its time. */
async function busyServer() {
  const folder = temporaryFolder();
  const server = await serve(folder);
  const connection = (await connectLocally(folder))!;
  onTestFinished(() => connection.close());
  const metadata = Array.from({ length: 20 }, (_, row) => ({ key: `key ${row}`, value: 'x'.repeat(200) }));
  for (let count = 0; count < 200; count++)
    await connection.invoke('products.create', { name: `Product ${count}`, metadata });
  return { folder, server, connection };
}

it('ninety commands that are stopped at any moment harm neither the server nor others', async () => {
  const { folder, server, connection } = await busyServer();
  const at = moments(1);
  const kinds = [
    ['product', 'list'],
    ['log', 'downloads', '--follow'],
    ['status', '--json'],
    ['export', '/dev/null', '--format', 'json'],
  ];
  const kill = async (round: number) => {
    const { child, ended } = startLanyard([...kinds[round % kinds.length]!, '--data', folder]);
    await wait(100 + at(500)); // some while they start, some while they talk, some when they have said all
    child.kill(signals[round % 3]);
    await ended;
    expect(await connection.invoke('products.list', {})).toMatchObject({ ok: true });
  };
  for (let round = 0; round < 90; round += 3)
    await Promise.all([kill(round), kill(round + 1), kill(round + 2)]);
  expect((await fetch(`${server.api}/healthz`)).status).toBe(200);
  expect(await lanyard(['product', 'list', '--data', folder])).toMatchObject({ code: 0, stderr: '' });
  expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
});

it('nor do ninety connections that break off in the middle of calls, answers and events', async () => {
  const { folder, server, connection } = await busyServer();
  const at = moments(2);
  const call = `{"id":1,"channel":"products.list","input":{}}\n`;
  for (let round = 0; round < 90; round++) {
    const socket = connect(socketPath(folder)!).on('error', () => {});
    await once(socket, 'connect');
    socket.write(`{"subscribe":"changed"}\n${call.repeat(3)}${call.slice(0, at(call.length))}`);
    if (round % 2 === 0) socket.resume();
    const changed = connection.invoke('products.update', { product: '1', name: `Name ${round}` });
    if (at(2) < 1) await new Promise(setImmediate);
    if (round % 3 === 0) socket.end();
    else socket.destroy();
    expect(await changed).toMatchObject({ ok: true });
    expect(await connection.invoke('products.list', {})).toMatchObject({ ok: true });
  }
  expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
});
