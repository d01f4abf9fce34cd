import type { ServerResponse } from 'node:http';

/** A response body as something to be written at the pace of its client. */
export type ResponseSink = ReturnType<typeof createResponseSink>;

const NOTHING = Buffer.alloc(0);

/** Every promise of it settles, even when the client goes away while its request still waits behind another one. */
export function createResponseSink(response: ServerResponse) {
  const { socket } = response.req;
  const unsettled = new Set<() => void>();
  let gone = response.destroyed || socket.destroyed;
  if (!response.socket) socket.setMaxListeners(0); // one for each answer that waits, and a client may ask for hundreds

  const leave = () => {
    gone = !response.writableFinished;
    for (const settle of unsettled) settle();
    unsettled.clear();
  };
  response.once('close', leave);
  socket.once('close', leave);

  const settled = (start: (done: (error?: Error | null) => void) => void): Promise<boolean> =>
    new Promise((resolve) => {
      if (gone) return resolve(false);
      const lost = () => resolve(false);
      unsettled.add(lost);
      start((error) => {
        unsettled.delete(lost);
        resolve(!error);
      });
    });

  return {
    /** Whether the client went away before it had everything. */
    get gone(): boolean {
      return gone;
    },
    /**
     * Waits until the answers before this one on its connection are out, so that nothing is read for it before. Only its head is
     * handed over: once enough of them wait, Node reads no further requests of this client.
     * @returns false when the client is gone before that
     */
    turn(): Promise<boolean> {
      if (gone || response.socket) return Promise.resolve(!gone);
      response.write(NOTHING);
      return settled((done) => response.once('socket', () => done()));
    },
    /** @returns true when the system has taken the bytes and the buffer may be used again, false when the client is gone */
    write: (chunk: Buffer): Promise<boolean> => settled((done) => response.write(chunk, done)),
    /** @returns true when something has happened, false when the client is gone before that */
    until: (event: Promise<void>): Promise<boolean> => settled((done) => void event.then(() => done())),
    /** @returns true when the system has taken the whole answer */
    end: (): Promise<boolean> => settled((done) => response.once('finish', () => done()).end()),
    /** Breaks the answer off, so that the client can tell that it is not whole. */
    destroy: (): void => void response.destroy(),
    /** Ends the watch over the connection, which may outlive this answer. */
    release(): void {
      response.off('close', leave);
      socket.off('close', leave);
    },
  };
}
