import { setImmediate } from 'node:timers/promises';
import type { Turn } from '../domain/turn.ts';

/** So long a turn lasts, in milliseconds: what is done last in it, and a pause of the collector of garbage, come on top. */
const LENGTH = 3;

/** Takes turns with whatever else this thread does. The first one begins now. */
export function takeTurns(): Turn {
  let began = performance.now();
  const isOver = () => performance.now() - began >= LENGTH;
  return {
    isOver,
    async next() {
      if (!isOver()) return;
      await setImmediate();
      began = performance.now();
    },
  };
}
