import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Blow } from '../blow.ts';

/** Debian's package `faketime`. */
const LIBRARY = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`)
  .find((path) => existsSync(path));

/** The computer's clock jumps, far ahead as a rule, while the server runs; then it is right again. */
export const jumpClock: Blow = {
  missing: () =>
    LIBRARY === undefined ? 'libfaketime is missing. To install it: apt-get install faketime' : null,
  async strike({ random, shop, scratch }) {
    const clock = join(scratch, 'clock');
    writeFileSync(clock, '+0\n');
    let wrong = await shop.stop();
    await shop.start({
      LD_PRELOAD: LIBRARY!,
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    });
    const jump = random.pick(['+400d', '+400d', '+10y', '-3d', '+2h']);
    await pause(random.whole(0, 500));
    writeFileSync(clock, `${jump}\n`);
    await pause(random.whole(300, 1500));
    const restart = random.chance(0.5);
    if (restart) {
      wrong ??= await shop.stop();
      await shop.start();
    } else writeFileSync(clock, '+0\n');
    return { what: `clock ${jump}${restart ? ', and a restart with the right one' : ' and back'}`, wrong };
  },
};
