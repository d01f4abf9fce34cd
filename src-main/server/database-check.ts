import type { BackOffice } from '../files/back-office.ts';
import { fileProblem } from '../storage/data-folder-error.ts';
import { putBack } from '../storage/database.ts';
import type { Lanyard } from './lanyard.ts';

const DAY_MS = 86_400_000;
/** The first check leaves a server the time to get going, in milliseconds. */
const FIRST_MS = 10_000;

/** Tells the vendor that the database is damaged, and what to do. */
export const tellDamage = (alerts: Pick<Lanyard['alerts'], 'raise'>, found: string): void =>
  alerts.raise(
    'database',
    'wrong',
    `The database lanyard.db is damaged (${found}). Save what can still be read of it: lanyard export everything.json ` +
      `--private-key. Then stop Lanyard. ${putBack} After that lanyard import everything.json brings back what that copy ` +
      'lacks. If only an index is damaged, sqlite3 lanyard.db REINDEX mends it instead. The disk itself may be failing.',
  );

/** Whether SQLite says of an error that the database is damaged. */
export const isDamage = (error: unknown): boolean => fileProblem(error) === 'corrupt';

/**
 * Looks for damage in the database soon after the start and every day.
 * @param open starts a thread for the check alone: nothing else waits for it
 * @param firstMs when it looks first, in milliseconds
 */
export function startDatabaseCheck(
  open: () => BackOffice,
  alerts: Pick<Lanyard['alerts'], 'raise'>,
  onFault: (error: unknown) => void,
  firstMs = FIRST_MS,
) {
  let thread: BackOffice | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;
  const look = async (): Promise<void> => {
    thread = open();
    try {
      const found = await thread.run('findDamage', {});
      if (found !== null) tellDamage(alerts, found);
    } catch (error) {
      if (!stopped) onFault(error); // damage that ends the check is told as any other error is
    } finally {
      await thread.close();
    }
  };
  const check = (): Promise<void> => {
    if (stopped) return Promise.resolve();
    return (running ??= look().finally(() => void (running = undefined)));
  };
  const first = setTimeout(() => void check(), firstMs).unref();
  const daily = setInterval(() => void check(), DAY_MS).unref();
  return {
    /** Looks now, or waits for the check that runs. */
    check,
    /** A check that runs ends with the table that it is at. */
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(first);
      clearInterval(daily);
      await thread?.close();
    },
  };
}
