import { startClock } from './clock.ts';
import type { Lanyard } from './lanyard.ts';
import { startLogPruning } from './log-pruning.ts';

/** What a running server does by itself, beside serving. A command of the command line that opens the folder alone does none of it. */
export function startUpkeep({ core, alerts, logger, monotonic }: Lanyard) {
  const clock = startClock(core, monotonic, alerts, (error) =>
    logger.error('the time could not be noted', { error }),
  );
  const pruning = startLogPruning(core, clock, (error) =>
    logger.error('old log rows could not be deleted', { error }),
  );
  return {
    clock,
    pruning,
    stop(): void {
      pruning.stop();
      clock.stop();
    },
  };
}
