import { setTimeout as pause } from 'node:timers/promises';
import type { Blow } from '../blow.ts';

/** Clients and commands end in the middle, or stand still with their connections open until the round is over. */
export const hitClients: Blow = {
  async strike({ random, crowd }) {
    const hits: string[] = [];
    for (let left = random.whole(1, 6); left > 0; left--) {
      await pause(random.whole(0, 300));
      hits.push(crowd.hit(random, random.pick(['SIGKILL', 'SIGINT', 'SIGTERM', 'SIGSTOP'] as const)));
    }
    return { what: hits.join(', ') };
  },
};
