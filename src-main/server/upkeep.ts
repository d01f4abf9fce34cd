import { startClock } from './clock.ts';
import { startDatabaseCheck } from './database-check.ts';
import type { Lanyard } from './lanyard.ts';
import { startLogPruning } from './log-pruning.ts';
import { startQuarantineKeeping } from './quarantine-keeping.ts';

/**
 * What a running server does by itself, beside serving. A command of the command line that opens the folder alone does none
 * of it.
 * @param checkAfterMs when the database is looked at first, in milliseconds
 */
export function startUpkeep(lanyard: Lanyard, checkAfterMs: number | undefined) {
  const { core, alerts, byteWatch, logger, monotonic, startBackOffice } = lanyard;
  const faults = (message: string) => (error: unknown) => logger.error(message, { error });
  const clock = startClock(core, monotonic, alerts, faults('the time could not be noted'));
  const pruning = startLogPruning(core, clock, faults('old log rows could not be deleted'));
  const databaseCheck = startDatabaseCheck(
    startBackOffice,
    alerts,
    faults('the database could not be checked'),
    checkAfterMs,
  );
  const quarantine = startQuarantineKeeping(lanyard, clock);
  byteWatch.start();
  return {
    clock,
    pruning,
    quarantine,
    databaseCheck,
    async stop(): Promise<void> {
      quarantine.stop();
      byteWatch.stop();
      clock.stop();
      pruning.stop();
      await databaseCheck.stop();
    },
  };
}
