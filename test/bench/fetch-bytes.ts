/**
 * Downloads and throws away: `node fetch-bytes.ts PORT PATH` prints `{"bytes","ms"}` of one answer's body and head, from the
 * first byte sent to the last received.
 */
import { connect } from 'node:net';

const [port, path] = process.argv.slice(2);
let bytes = 0;
let from = 0;
const socket = connect({
  port: Number(port),
  host: '127.0.0.1',
  onread: {
    buffer: Buffer.alloc(512 * 1024),
    callback(count, buffer) {
      if (bytes === 0 && !Buffer.from(buffer.subarray(0, 20)).toString('latin1').startsWith('HTTP/1.1 200 '))
        throw new Error(Buffer.from(buffer.subarray(0, count)).toString('latin1'));
      bytes += count;
      return true;
    },
  },
});
socket.once('connect', () => {
  from = performance.now();
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
});
socket.once('close', () => {
  process.stdout.write(`${JSON.stringify({ bytes, ms: performance.now() - from })}\n`);
  process.exit(0);
});
