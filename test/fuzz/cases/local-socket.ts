import { connect } from 'node:net';
import { socketPath } from '../../../src-main/ipc/transports/socket-path.ts';
import type { Random } from '../../support/random.ts';
import type { Answer, Kind } from '../case.ts';

const LINES: readonly ((random: Random) => string | Buffer)[] = [
  (random) => random.bytes(500),
  () => '\n\n\n',
  () => 'null\n',
  () => '{}\n',
  () => '[1,2',
  () => '{"id":1}\n',
  () => '{"id":"x","channel":"server.status","input":{}}\n',
  () => '{"id":1e99,"channel":"server.status","input":{}}\n',
  () => '{"id":1,"channel":"__proto__","input":{}}\n',
  () => '{"id":1,"channel":"constructor","input":null}\n',
  () => '{"id":1,"channel":"server.status","input":{},"more":1}\n',
  () => '{"subscribe":"nothing"}\n',
  () => '{"subscribe":"downloads"}\n{"unsubscribe":"downloads"}\n{"unsubscribe":"downloads"}\n',
  () => '{"subscribe":"changed"}\n',
  () => `{"id":1,"channel":"licenses.list","input":{"search":"${'x'.repeat(200_000)}"}}\n`,
  () => '{"id":1,"channel":"licenses.list","input":{"search":"a\u2028b\u2029c"}}\r\n',
  () => 'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
  () => '{"id":1,"channel":"requests.list","input":{"limit":500}}\n'.repeat(40),
  () => `${'['.repeat(50_000)}\n`,
];

/** A client of the local socket that writes garbage, and goes away in the middle, or never reads. */
export const localSocket: Kind = (random, world) => {
  const lines = Array.from({ length: random.whole(1, 4) }, () => Buffer.from(random.pick(LINES)(random)));
  const manner = random.pick(['reads', 'is gone at once', 'never reads'] as const);
  return {
    shown: `a client of the local socket that ${manner}: ${lines.map((line) => line.toString().slice(0, 300)).join('')}`,
    waits: true,
    send: () =>
      new Promise<Answer[]>((resolve) => {
        const socket = connect(socketPath(world.server.folder)!);
        let text = '';
        const finish = () => {
          clearTimeout(timer);
          socket.destroy();
          // Its own rows are the vendor's to read.
          resolve([{ status: text.includes('"code":"fault"') ? 500 : null, text, trusted: true, ms: null }]);
        };
        const timer = setTimeout(finish, 100);
        socket.on('error', finish);
        socket.on('close', finish);
        socket.on('connect', () => {
          socket.write(Buffer.concat(lines));
          if (manner === 'reads') socket.on('data', (data) => void (text += data.toString()));
          else if (manner === 'is gone at once') finish();
        });
      }),
  };
};
