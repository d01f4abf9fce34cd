import type { Stats } from 'node:fs';
import { type FileHandle, lstat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { FileDamage } from '../../shared/model/enums.ts';
import { Refusal } from '../domain/refusal.ts';
import type { BackOffice } from './back-office.ts';
import { damageOf } from './open-regular.ts';
import type { BytesFound, Pace } from './verify-bytes.ts';

/** How long a request waits for bytes to be checked, in milliseconds. */
const PATIENCE_MS = 45_000;

/** When a client may try again that waited for nothing, in seconds. */
const RETRY_AFTER = 60;

/** Release bytes by what they should be: their SHA-256, lower-case hex, and how many there are. */
export type Bytes = { sha256: string; size: number };

/** What was found of bytes when they were last looked at, by their SHA-256. */
export type ByteNotes = {
  get: (sha256: string) => BytesFound | undefined;
  set: (sha256: string, found: BytesFound) => void;
  delete: (sha256: string) => void;
};

/**
 * Bytes are read again where their file is another one by size or mtime than the one that was read before. The inode counts
 * for nothing: shares and sticks change it.
 * @param pathOf where bytes lie
 */
export function createByteChecks(
  { backOffice, notes, patienceMs = PATIENCE_MS }: ByteChecksOptions,
  pathOf: (sha256: string) => string,
) {
  const running = new Map<string, Promise<FileDamage | null>>();

  const note = (sha256: string, found: BytesFound): FileDamage | null => {
    notes.set(sha256, found);
    return found.damage;
  };
  /** Notes bytes that cannot be opened. What was known of a file that is gone stays: it may come back as it was. */
  const noteLost = (sha256: string, damage: FileDamage): FileDamage => {
    const before = notes.get(sha256);
    const isKnown = damage === 'missing' && before?.damage !== 'damaged';
    const { size = null, mtime = null } = (isKnown && before) || {};
    notes.set(sha256, { size, mtime, damage });
    return damage;
  };
  /** Reads bytes and notes what was found. */
  const read = async ({ sha256 }: Bytes, pace?: Pace): Promise<FileDamage | null> => {
    const found = await backOffice.run('verifyBytes', {
      ...{ path: pathOf(sha256), sha256 },
      ...(pace && { pace }),
    });
    return found.size === null && found.damage !== null
      ? noteLost(sha256, found.damage)
      : note(sha256, found);
  };
  /** The same for somebody who waits. */
  const readNow = (bytes: Bytes): Promise<FileDamage | null> => {
    const going = running.get(bytes.sha256);
    if (going) return going;
    const reading = read(bytes).finally(() => running.delete(bytes.sha256));
    running.set(bytes.sha256, reading);
    reading.catch(() => {}); // whoever waited may have gone
    return reading;
  };
  /** What is known of a file by its size and mtime alone; `unread` when it must be read. */
  const judge = (
    { sha256, size }: Bytes,
    { size: actual, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>,
  ): FileDamage | null | 'unread' => {
    const known = notes.get(sha256);
    const isSame = known?.size === actual && known.mtime === mtimeMs;
    if (actual !== size)
      return isSame && known.damage === 'damaged'
        ? 'damaged'
        : note(sha256, { size: actual, mtime: mtimeMs, damage: 'damaged' });
    if (!known) return null; // it was never read here: the first pass of the back office does that
    if (!isSame) return 'unread';
    return known.damage === 'missing' ? note(sha256, { ...known, damage: null }) : known.damage;
  };
  /** Waits until bytes are read, but not for ever. */
  const readOpened = async (bytes: Bytes, handle: FileHandle): Promise<FileDamage | null> => {
    const waiting = new AbortController();
    const tooLong = setTimeout(patienceMs, 'late' as const, { signal: waiting.signal, ref: false });
    try {
      const found = await Promise.race([readNow(bytes), tooLong]);
      // By now another file may lie there than the one that is open.
      const own = found === 'late' ? 'unread' : judge(bytes, await handle.stat());
      return own === 'unread' ? refuseUnchecked() : own;
    } finally {
      waiting.abort();
    }
  };

  return {
    read,
    readNow,
    /** Notes bytes that were compared on their way in. */
    noteGood: (sha256: string, { size, mtimeMs }: Stats): void =>
      void note(sha256, { size, mtime: mtimeMs, damage: null }),
    forget: (sha256: string): void => notes.delete(sha256),
    /**
     * Says what an error means for bytes that were to be opened, and notes it.
     * @throws the error when it says nothing of them
     */
    lost(sha256: string, error: unknown): FileDamage {
      const damage = damageOf(error);
      if (damage === null) throw error;
      return noteLost(sha256, damage);
    },
    /**
     * Asked for each file that is to be served, once it is open.
     * @returns what is wrong with it; null = it may be served
     * @throws {Refusal} `file_unchecked` when that cannot be known soon
     */
    ofOpened(bytes: Bytes, handle: FileHandle, stats: Stats): FileDamage | null | Promise<FileDamage | null> {
      const judged = judge(bytes, stats);
      return judged === 'unread' ? readOpened(bytes, handle) : judged;
    },
    /**
     * Looks at a file from outside, and reads it where that is not enough.
     * @param recover tries to get back what is missing, and tells whether it is good now
     * @throws the file system's error when it says nothing of the bytes
     */
    async look(bytes: Bytes, recover: () => Promise<boolean>): Promise<FileDamage | null> {
      let stats: Stats;
      try {
        stats = await lstat(pathOf(bytes.sha256));
      } catch (error) {
        if (damageOf(error) === 'missing' && (await recover())) return null;
        return this.lost(bytes.sha256, error);
      }
      if (!stats.isFile()) return noteLost(bytes.sha256, 'damaged');
      const judged = judge(bytes, stats);
      return judged === 'unread' ? readNow(bytes) : judged;
    },
  };
}

function refuseUnchecked(): never {
  throw new Refusal('file_unchecked', { retryAfter: RETRY_AFTER });
}

export type ByteChecksOptions = {
  backOffice: BackOffice;
  notes: ByteNotes;
  /** How long a request waits, in milliseconds. */
  patienceMs?: number | undefined;
};
