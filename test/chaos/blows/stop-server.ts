import { setTimeout as pause } from 'node:timers/promises';
import type { Blow } from '../blow.ts';

/** The server is ended by a signal, and started again. */
export const stopServer: Blow = {
  async strike({ random, shop }) {
    await pause(random.whole(0, 1500));
    const how = random.pick(['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGINT'] as const);
    let wrong: string | null = null;
    if (how === 'SIGKILL') await shop.server().kill();
    else wrong = await shop.stop(how);
    await shop.start();
    return { what: how, wrong };
  },
};
