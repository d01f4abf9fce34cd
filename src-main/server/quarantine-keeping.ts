import type { Clock } from './clock.ts';
import type { Lanyard } from './lanyard.ts';

/** How often it is looked whether something has been in quarantine for long enough, in ms. */
const INTERVAL_MS = 3_600_000;

/**
 * Moves back from quarantine what a release names again, now; deletes what has been there for long enough, now and every
 * hour, but not while nobody knows what time it is.
 * @returns how to delete now, and how to stop
 */
export function startQuarantineKeeping(
  { bytes, quarantine, logger }: Pick<Lanyard, 'bytes' | 'quarantine' | 'logger'>,
  clock: Pick<Clock, 'isSure'>,
) {
  let stopped = false;
  const tried = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!stopped) logger.error('the quarantine could not be looked after', { error });
    }
  };
  const restore = async (): Promise<void> => {
    for (const { sha256 } of await quarantine.list())
      if (!stopped && (await bytes.recover(sha256))) logger.info('moved back from quarantine', { sha256 });
  };
  const expire = (): Promise<void> =>
    tried(async () => {
      if (!stopped && clock.isSure()) await quarantine.expire();
    });
  void tried(restore).then(expire);
  const timer = setInterval(() => void expire(), INTERVAL_MS).unref();
  return {
    expire,
    stop(): void {
      stopped = true;
      clearInterval(timer);
    },
  };
}
