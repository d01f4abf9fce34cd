import type { IncomingMessage, ServerResponse } from 'node:http';

/** How long the end of requests is waited for whose clients are gone already, in milliseconds. */
const PATIENCE_MS = 5_000;

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

/**
 * Knows whether requests still run. The end of a connection is not the end of its request: the bytes are let go of and the
 * log row is written after it, and both need a data folder that is open.
 */
export function createRunningRequests() {
  // A number only: what a set has held stays in memory until the next full collection, and with it whole requests.
  let running = 0;
  let tellNone = () => {};
  return {
    /** Counts the requests of a listener. */
    watch:
      (handle: Handle) =>
      (request: IncomingMessage, response: ServerResponse): void => {
        running += 1;
        void handle(request, response).finally(() => {
          running -= 1;
          if (running === 0) tellNone();
        });
      },
    /** Resolves when none runs any more, or after five seconds. */
    async ended(): Promise<void> {
      if (running === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PATIENCE_MS);
        tellNone = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
