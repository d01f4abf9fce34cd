import { setImmediate } from 'node:timers/promises';
import type { Core } from '../domain/core.ts';

const DAY_MS = 86_400_000;
/** How often old rows are looked for, in milliseconds. */
const INTERVAL_MS = 3_600_000;
/** So many rows of a log are deleted within a few milliseconds: licence checks never wait longer than that. */
const STEP = 200;

/**
 * Deletes log rows that are older than the setting `logDays`: now, every hour, and in steps between which checks have
 * their turn.
 * @returns how to do it now, and how to stop
 */
export function startLogPruning({ store, settings, now }: Core, onFault: (error: unknown) => void) {
  let stopped = false;
  const prune = async (): Promise<void> => {
    const { logDays } = settings.current();
    if (logDays === null) return;
    const before = now() - logDays * DAY_MS;
    try {
      while (!stopped && store.bookkeep(() => store.logs.prune(before, STEP)) > 0) await setImmediate();
    } catch (error) {
      onFault(error);
    }
  };
  const timer = setInterval(() => void prune(), INTERVAL_MS).unref();
  void prune();
  return {
    prune,
    stop: (): void => {
      stopped = true;
      clearInterval(timer);
    },
  };
}
