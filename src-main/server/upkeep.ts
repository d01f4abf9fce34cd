import { startClock } from './clock.ts';
import type { Lanyard } from './lanyard.ts';
import { startLogPruning } from './log-pruning.ts';
import { startQuarantineKeeping } from './quarantine-keeping.ts';

/** What a running server does by itself, beside serving. A command of the command line that opens the folder alone does none of it. */
export function startUpkeep(lanyard: Lanyard) {
  const { core, alerts, logger, monotonic } = lanyard;
  const clock = startClock(core, monotonic, alerts, (error) =>
    logger.error('the time could not be noted', { error }),
  );
  const pruning = startLogPruning(core, clock, (error) =>
    logger.error('old log rows could not be deleted', { error }),
  );
  const quarantine = startQuarantineKeeping(lanyard, clock);
  return {
    clock,
    pruning,
    quarantine,
    stop(): void {
      quarantine.stop();
      pruning.stop();
      clock.stop();
    },
  };
}
