import { setImmediate } from 'node:timers/promises';
import type { Core } from '../domain/core.ts';
import { AHEAD_MS } from '../domain/last-seen.ts';
import { type LogName, logNames } from '../storage/logs.ts';
import type { Clock } from './clock.ts';

const DAY_MS = 86_400_000;
/** How often old rows are looked for, in milliseconds. */
const INTERVAL_MS = 3_600_000;
/** At most this many rows are read or deleted within a few milliseconds: licence checks never wait longer than that. */
const STEP = 200;

/**
 * Deletes log rows that are older than the setting `logDays`: now, every hour, and in steps between which checks have
 * their turn. It waits while nobody knows what time it is.
 * @returns how to do it now, and how to stop
 */
export function startLogPruning(
  { store, settings, now }: Core,
  clock: Pick<Clock, 'isSure'>,
  onFault: (error: unknown) => void,
) {
  let stopped = false;
  /**
   * The last row to go. Ids rise with time, so the first row of the time that is kept ends the search. Rows from the future,
   * which a clock that was ahead left behind, tell nothing: they go with the old rows that were written after them.
   * @returns its id, 0 when none is old
   */
  const lastOld = async (log: LogName, before: number): Promise<number> => {
    const until = now() + AHEAD_MS;
    let old = 0;
    for (let rows = store.logs.after(log, 0, STEP); ; rows = store.logs.after(log, rows.at(-1)!.id, STEP)) {
      for (const { id, startedAt } of rows) {
        if (startedAt < before) old = id;
        else if (startedAt <= until) return old;
      }
      if (stopped || rows.length < STEP) return old;
      await setImmediate();
    }
  };
  const prune = async (): Promise<void> => {
    const { logDays } = settings.current();
    try {
      if (logDays === null || !clock.isSure()) return;
      const before = now() - logDays * DAY_MS;
      for (const log of logNames) {
        const last = await lastOld(log, before);
        while (!stopped && store.bookkeep(() => store.logs.remove(log, last, STEP)) > 0) await setImmediate();
      }
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
