import { setTimeout } from 'node:timers/promises';
import type { FileDamage } from '../../shared/model/enums.ts';
import { damageOf, openRegular } from './open-regular.ts';
import { readThrough } from './read-through.ts';

/** What was found of bytes: size and mtime (milliseconds) of the file that was looked at, null when there was none. */
export type BytesFound = { size: number | null; mtime: number | null; damage: FileDamage | null };

/** How gently a file is read: with at most so many bytes in a second, and slowly while transfers run (see `createTraffic`). */
export type Pace = { bytesPerSecond: number; traffic: SharedArrayBuffer };

/** What a task of the back office is asked. Without a pace it is as fast as it can be: somebody waits. */
export type VerifyInput = { path: string; sha256: string; pace?: Pace };

/** How often it is looked whether transfers still run, in milliseconds. */
const LOOK_AGAIN_MS = 100;

/**
 * How long at most transfers hold up each part of 1 MiB, in milliseconds: about 2 MB a second are read whatever is
 * transferred, since one client that reads slowly, or one after the other, would keep damage from being found for ever.
 */
const MAKE_WAY_MS = 500;

/**
 * Reads a file and compares it with the SHA-256 that it should have.
 * @throws the file system's error when it says nothing of the bytes (too many open files)
 */
export async function verifyBytes({ path, sha256, pace }: VerifyInput): Promise<BytesFound> {
  let found: Omit<BytesFound, 'damage'> = { size: null, mtime: null };
  try {
    const { handle, stats } = await openRegular(path);
    try {
      found = { size: stats.size, mtime: stats.mtimeMs }; // before it is read: what changes meanwhile is seen by this
      const actual = await readThrough(handle, pace ? gently(pace) : () => {});
      return { ...found, damage: actual === sha256 ? null : 'damaged' };
    } finally {
      await handle.close();
    }
  } catch (error) {
    const damage = damageOf(error);
    if (damage === null) throw error;
    return { ...found, damage };
  }
}

/** Waits after each part for as long as it should have taken, and makes way for transfers. */
function gently({ bytesPerSecond, traffic }: Pace): (chunk: Buffer) => Promise<void> {
  const running = new Int32Array(traffic);
  let began = performance.now();
  return async (chunk) => {
    const due = began + (chunk.length / bytesPerSecond) * 1000;
    const early = due - performance.now();
    if (early > 0) await setTimeout(early);
    const makeWayUntil = performance.now() + MAKE_WAY_MS;
    while (Atomics.load(running, 0) > 0 && performance.now() < makeWayUntil) await setTimeout(LOOK_AGAIN_MS);
    began = performance.now();
  };
}
