import { setTimeout as pause } from 'node:timers/promises';
import type { Blow } from '../blow.ts';

/** The server stands still for a moment, as on a machine that sleeps. */
export const freezeServer: Blow = {
  async strike({ random, shop }) {
    const { child } = shop.server();
    await pause(random.whole(0, 800));
    const ms = random.whole(50, 2000);
    child.kill('SIGSTOP');
    await pause(ms);
    child.kill('SIGCONT');
    return { what: `SIGSTOP for ${ms} ms` };
  },
};
