import type { IncomingMessage, ServerResponse } from 'node:http';

/** How long the end of requests is waited for whose clients are gone already, in milliseconds. */
const PATIENCE_MS = 5_000;

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

/**
 * Knows which requests still run. The end of a connection is not the end of its request: the bytes are let go of and the
 * log row is written after it, and both need a data folder that is open.
 */
export function createRunningRequests() {
  const running = new Set<Promise<unknown>>();
  return {
    /** Counts the requests of a listener. */
    watch:
      (handle: Handle) =>
      (request: IncomingMessage, response: ServerResponse): void => {
        const settled: Promise<unknown> = handle(request, response).finally(() => running.delete(settled));
        running.add(settled);
      },
    /** Resolves when none runs any more, or after five seconds. */
    async ended(): Promise<void> {
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)));
      await Promise.race([Promise.allSettled(running), patience]);
      clearTimeout(timer);
    },
  };
}
