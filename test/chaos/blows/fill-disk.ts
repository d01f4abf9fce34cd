import { setTimeout as pause } from 'node:timers/promises';
import type { Blow } from '../blow.ts';

/** The disk takes nothing more for a while. */
export const fillDisk: Blow = {
  missing: ({ disk }) => (disk.canFill ? null : 'only root may mount a disk that can be filled'),
  async strike({ random, shop, disk }) {
    await pause(random.whole(0, 500));
    disk.fill();
    await pause(random.whole(300, 1500));
    const restart = random.chance(0.3);
    if (restart) await shop.server().kill();
    disk.empty();
    if (restart) await shop.start();
    return { what: `disk full${restart ? ', and SIGKILL while it is' : ''}` };
  },
};
