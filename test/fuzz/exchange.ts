import { connect } from 'node:net';
import type { Answer } from './case.ts';

/** What a raw client does after it has written. */
type Manner = {
  /** Milliseconds after which it goes away. */
  patience?: number;
  /** False: what was sent is not whole, so that the server may wait for more. */
  whole?: boolean;
  /** Ends its side after the last byte. */
  halfClose?: boolean;
  /** Goes away after the last byte, without reading. */
  abrupt?: boolean;
  /** The address of this machine that it comes from. */
  from?: string;
};

const HEAD_END = '\r\n\r\n';

/** The first answer in what was read that is not an interim one. @returns null while it is not whole */
function firstAnswer(read: Buffer, over: boolean): { status: number; text: string } | null {
  let begin = 0;
  for (;;) {
    const end = read.indexOf(HEAD_END, begin);
    if (end < 0) return null;
    const head = read.subarray(begin, end).toString('latin1');
    const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1]);
    if (status >= 100 && status < 200 && status !== 101) {
      begin = end + HEAD_END.length;
      continue;
    }
    const body = read.subarray(end + HEAD_END.length);
    const length = /^content-length: (\d+)/im.exec(head)?.[1];
    const isWhole =
      over ||
      status === 101 ||
      (length !== undefined && body.length >= Number(length)) ||
      (/^transfer-encoding: chunked/im.test(head) && body.subarray(-5).equals(Buffer.from('0\r\n\r\n')));
    return isWhole ? { status, text: head + HEAD_END + body.toString('latin1') } : null;
  }
}

/**
 * Writes the parts of a request to a new connection, one after the other, and reads the answer.
 * @returns the answer; its status is null when the connection ended without one, which is how a server may treat garbage
 */
export function exchange(
  port: number,
  parts: readonly (string | Buffer)[],
  { patience = 15_000, whole = true, halfClose = false, abrupt = false, from }: Manner = {},
): Promise<Answer> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', ...(from && { localAddress: from }) });
    const chunks: Buffer[] = [];
    let began = performance.now();
    let done = false;
    const finish = (over: boolean, refused = false) => {
      if (done) return;
      const read = Buffer.concat(chunks);
      const found = firstAnswer(read, over);
      if (!found && !over) return;
      done = true;
      clearTimeout(timer);
      socket.destroy();
      resolve({
        status: found?.status ?? null,
        text: refused ? 'connection refused' : (found?.text ?? read.toString('latin1')),
        ms: whole ? performance.now() - began : null,
      });
    };
    const timer = setTimeout(() => finish(true), patience);
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      finish(false);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => finish(true, error.code === 'ECONNREFUSED'));
    socket.on('close', () => finish(true));
    socket.on('connect', () => {
      began = performance.now();
      void (async () => {
        for (const part of parts) {
          if (socket.destroyed) return;
          socket.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : part);
          if (parts.length > 1) await new Promise((next) => setImmediate(next));
        }
        if (abrupt) finish(true);
        else if (halfClose) socket.end();
      })();
    });
  });
}
