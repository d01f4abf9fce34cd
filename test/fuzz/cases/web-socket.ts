import { WebSocket } from 'ws';
import type { Answer, Kind } from '../case.ts';
import { hostileValue, valueOf } from '../value-of.ts';
import { channels } from '../world.ts';

/** Milliseconds that a message may take which gets no answer. */
const PATIENCE_MS = 100;

/** A page of the console that sends one message over its WebSocket, which no page of ours would. */
export const webSocket: Kind = (random, world) => {
  const { name, schema, definitions } = random.pick(
    channels.filter((one) => !/^(tls|settings\.set)/.test(one.name)),
  );
  const input = valueOf(schema, 'input', { random, words: world.words, definitions, wild: 0.2 });
  const message = random.chance(0.5)
    ? JSON.stringify({ id: 1, channel: name, input: name === 'licenses.createMany' ? {} : input })
    : random.pick([
        '',
        '{',
        JSON.stringify(hostileValue(random)) ?? '',
        '{"subscribe":"downloads"}',
        '{"id":1,"channel":"console.token","input":{}}',
        `{"id":1,"channel":"licenses.list","input":{"search":"${'x'.repeat(1_100_000)}"}}`,
        random.bytes(300),
      ]);
  return {
    shown: `over the WebSocket: ${message.toString().slice(0, 2000)}`,
    waits: true,
    send: () =>
      new Promise<Answer[]>((resolve) => {
        const { port, origin, host } = world.console;
        const socket = new WebSocket(`ws://127.0.0.1:${port}/contract`, {
          headers: { host, origin, cookie: world.secrets.session },
        });
        let text = '';
        const finish = () => {
          clearTimeout(timer);
          socket.terminate();
          resolve([{ status: text.includes('"code":"fault"') ? 500 : null, text, trusted: true, ms: null }]);
        };
        const timer = setTimeout(finish, 10 * PATIENCE_MS);
        socket.on('open', () => {
          socket.send(message);
          setTimeout(finish, PATIENCE_MS);
        });
        socket.on('message', (data: Buffer) => {
          text += data.toString();
          finish();
        });
        socket.on('error', finish);
        socket.on('close', finish);
      }),
  };
};
