import { existsSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Blow } from '../blow.ts';
import { isWhole } from '../clients/downloads.ts';

/** Bytes of a release are damaged, or gone, for a while; then they are as they were. */
export const harmFile: Blow = {
  async strike({ random, shop }) {
    const { folder, stock, api, license } = shop.counter();
    const file = random.pick(stock);
    const { sha256, id } = file;
    const path = join(folder, 'files', sha256.slice(0, 2), sha256);
    const away = join(dirname(folder), 'away'); // on the same disk, where no sweep looks
    if (!existsSync(path)) return { what: 'a file to be harmed', wrong: `${path} is missing` };
    const { atime, mtime } = statSync(path);
    const bytes = readFileSync(path);
    const kind = random.pick(['damaged', 'cut', 'gone'] as const);
    if (kind === 'gone') renameSync(path, away);
    else {
      const changed = Buffer.from(bytes);
      const at = random.whole(0, bytes.length - 1);
      changed[at] = changed[at]! ^ 0x40;
      writeFileSync(path, kind === 'cut' ? bytes.subarray(0, at) : changed);
    }
    await pause(random.whole(200, 1200));
    const restart = random.chance(0.3);
    let wrong = restart ? await shop.stop() : null;
    if (restart) await shop.start();
    const response = await fetch(`${api}/v3/${id}?key=${license}`);
    const given = Buffer.from(await response.arrayBuffer().catch(() => new ArrayBuffer(0)));
    if (response.status === 200 && !isWhole(given, file)) wrong ??= 'they are given out as a good download';
    if (kind === 'gone') renameSync(away, path);
    else writeFileSync(path, bytes);
    utimesSync(path, atime, mtime);
    return { what: `a file ${kind}${restart ? ', and a restart while it is' : ''}`, wrong };
  },
};
