import type { Lanyard } from './lanyard.ts';
import type { Logger } from './logger.ts';

const logs = new Set<Logger>();
const log = (error: unknown) => {
  for (const logger of logs) logger.error('an exception that nothing has caught', { error });
};

/**
 * Has every exception logged that nothing catches in this thread, a rejected promise too, whatever becomes of the program then.
 * @returns a function that ends it
 */
export function logUncaught(logger: Logger): () => void {
  if (logs.size === 0) process.on('uncaughtExceptionMonitor', log);
  logs.add(logger);
  return () => {
    if (logs.delete(logger) && logs.size === 0) process.off('uncaughtExceptionMonitor', log);
  };
}

/** At most this many exceptions within this time, in milliseconds, are lived with: more have a cause that does not go away. */
const MOST = 10;
const WITHIN_MS = 60_000;

/**
 * Has a server go on after an exception that nothing catches. What threw has unwound to the event loop by then: one request or one
 * connection has failed, and SQLite has rolled back its transaction. Only a transaction that is still open, which a bug would have
 * left and all later changes would be lost in, and exceptions without an end are told to `onUnsound`, who starts the server anew.
 * @returns a function that ends it
 */
export function surviveUncaught({ alerts, core }: Lanyard, onUnsound: (why: string) => void): () => void {
  const times: number[] = [];
  const survive = () => {
    const now = performance.now();
    times.push(now);
    if (times.length > MOST && now - times.shift()! < WITHIN_MS)
      return onUnsound('Exceptions come again and again');
    alerts.raise(
      'uncaught',
      'warning',
      'Something went wrong that Lanyard was not prepared for. It goes on. Please report what logs/lanyard.log in the data folder says.',
    );
    setImmediate(() => {
      if (core.store.isWriting()) onUnsound('A transaction was left open');
    });
  };
  process.on('uncaughtException', survive);
  return () => void process.off('uncaughtException', survive);
}
