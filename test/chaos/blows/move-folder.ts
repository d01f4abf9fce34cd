import { renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Blow } from '../blow.ts';

/** The data folder is moved elsewhere, to a name with spaces and umlauts, and back. */
export const moveFolder: Blow = {
  async strike({ shop, crowd }) {
    await crowd.leave(); // a command that still is given the old path makes a new folder there
    const { folder } = shop.counter();
    const elsewhere = join(dirname(folder), 'moved here ü');
    const wrong = await shop.stop();
    renameSync(folder, elsewhere);
    shop.moveTo(elsewhere);
    await shop.start();
    const { status } = await fetch(`${shop.counter().api}/healthz`);
    const wrongThere = await shop.stop();
    renameSync(elsewhere, folder);
    shop.moveTo(folder);
    await shop.start();
    return {
      what: 'folder moved and back',
      wrong: wrong ?? wrongThere ?? (status === 200 ? null : `/healthz is ${status}`),
    };
  },
};
