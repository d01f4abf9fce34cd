import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const MIB = 1024 * 1024;
/** Bytes of a disk: what a round leaves behind has room many times. */
const DISK_MIB = 600;

export type Disk = ReturnType<typeof makeDisk>;

/**
 * A small disk of its own, where this user may mount one; else a folder, whose disk cannot be filled.
 * @param place an empty folder
 */
export function makeDisk(place: string) {
  const path = join(place, 'disk');
  mkdirSync(path);
  let canFill = true;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    canFill = false;
  }
  const ballast = join(path, 'ballast');
  return {
    path,
    canFill,
    /** Fills it to its last byte. */
    fill(): void {
      const file = openSync(ballast, 'w');
      const block = Buffer.alloc(MIB, 1);
      try {
        for (;;) if (writeSync(file, block) < MIB) break;
      } catch {
        // as meant
      }
      closeSync(file);
    },
    empty: () => rmSync(ballast, { force: true }),
    remove(): void {
      if (canFill) spawnSync('umount', ['--lazy', path]);
    },
  };
}
