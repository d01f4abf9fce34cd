import { uptime } from 'node:os';
import { type ClockState, type Jump, lookAtClock } from '../domain/clock.ts';
import type { Core } from '../domain/core.ts';
import type { Lanyard } from './lanyard.ts';

const DAY_MS = 86_400_000;
/** How often the clock is looked at, in milliseconds. */
const INTERVAL_MS = 60_000;

/** Milliseconds of a clock that nobody sets and that goes on while the computer sleeps. */
export const sinceBoot = (): number => uptime() * 1000;

/** Watches the computer's clock. */
export type Clock = ReturnType<typeof startClock>;

/**
 * Watches the computer's clock: now and every minute. What time it is believed to be is kept in the database, so that a jump
 * is noticed across a restart too; a jump is told, and after a day of running with it the new time is believed.
 * @param monotonic milliseconds of a clock that nobody sets
 */
export function startClock(
  { store, now }: Pick<Core, 'store' | 'now'>,
  monotonic: () => number,
  alerts: Pick<Lanyard['alerts'], 'raise' | 'clear'>,
  onFault: (error: unknown) => void,
) {
  let state: ClockState = store.clock.get() ?? { newest: now(), jump: null };
  let lookedAt: number | null = null;

  const look = (): void => {
    const at = monotonic();
    state = lookAtClock(state, now(), lookedAt === null ? null : at - lookedAt);
    lookedAt = at;
    store.note(() => store.clock.put(state));
    if (state.jump) alerts.raise('clock', 'warning', words(state.jump));
    else alerts.clear('clock');
  };
  const lookByItself = () => {
    try {
      look();
    } catch (error) {
      onFault(error);
    }
  };
  lookByItself();
  const timer = setInterval(lookByItself, INTERVAL_MS).unref();
  return {
    /**
     * Whether the time is good enough to delete by: false from a jump on, until the clock is right again or Lanyard ran for a
     * day with the new time.
     */
    isSure(): boolean {
      look();
      return state.jump === null || state.jump.backAt !== null;
    },
    look,
    stop: (): void => clearInterval(timer),
  };
}

function words({ from, to, backAt }: Jump): string {
  const days = Math.round(Math.abs(to - from) / DAY_MS);
  const jump = `from ${minute(from)} to ${minute(to)}, ${days} ${days === 1 ? 'day' : 'days'} ${to > from ? 'ahead' : 'back'}`;
  if (backAt !== null)
    return (
      `The computer's clock was wrong for a time: it jumped ${jump}, and is right again since ${minute(backAt)}. ` +
      'Look at what was made meanwhile: licences that were used for the first time and last a number of days from ' +
      'then have a wrong end, and a CA made then may not be valid (lanyard tls status).'
    );
  return (
    `The computer's clock jumped ${jump}. If that is the wrong time, set the clock right, and see that the computer ` +
    'gets its time from the network: licences, keys and certificates begin and expire by it. If it is the right time, ' +
    'e.g. since the computer was off, there is nothing to do: Lanyard deletes no old log rows until it has run for ' +
    'a day with it.'
  );
}

const minute = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
