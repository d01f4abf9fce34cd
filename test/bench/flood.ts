/**
 * Load generator: `node flood.ts '{"port","request","connections","seconds"}'` sends one request over and over on each of
 * some keep-alive connections, the next one when the answer is there, and prints `{"perSecond"}`. It looks at the first answer
 * only: all have the same length, and not to parse them keeps it faster than any server it floods.
 */
import { connect } from 'node:net';

const { port, request, connections, seconds } = JSON.parse(process.argv[2]!) as Flood;
export type Flood = { port: number; request: string; connections: number; seconds: number };

/** Bytes of a whole answer. @throws {Error} when it is no success */
function lengthOf(answer: string): number | null {
  const head = answer.indexOf('\r\n\r\n');
  if (head < 0) return null;
  if (!answer.startsWith('HTTP/1.1 200 ')) throw new Error(`Not a success: ${answer}`);
  return head + 4 + Number(/^content-length: (\d+)/im.exec(answer)![1]);
}

const bytes = Buffer.from(request);
let answers = 0;
for (let index = 0; index < connections; index++) {
  let length: number | null = null;
  let first = '';
  let received = 0;
  const socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: {
      buffer: Buffer.alloc(16 * 1024),
      callback(count, buffer) {
        received += count;
        if (length === null) {
          first += Buffer.from(buffer.subarray(0, count)).toString('latin1');
          length = lengthOf(first);
        }
        if (length !== null && received >= length) {
          if (received > length) throw new Error('Answers differ in length');
          received = 0;
          answers += 1;
          socket.write(bytes);
        }
        return true;
      },
    },
  });
  socket.once('connect', () => socket.write(bytes));
}

setTimeout(() => {
  const before = answers;
  const from = performance.now();
  setTimeout(() => {
    process.stdout.write(
      `${JSON.stringify({ perSecond: ((answers - before) / (performance.now() - from)) * 1000 })}\n`,
    );
    process.exit(0);
  }, seconds * 1000);
}, 300);
