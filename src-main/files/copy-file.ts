import { constants, type BigIntStats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Refusal } from '../domain/refusal.ts';
import { digestBytes, type FileFacts } from './digest-file.ts';

/** What a process that copies is told: from where, to which new file, and at most how many bytes. */
export type CopyOrder = { path: string; copyTo: string; limit: number };

/** How far a copy is: how large the file says it is, how much was read, and that nothing of it is read any more. */
export type CopyStep = { size: number } | { bytes: number } | { read: true };

/** A drive that tells changes by the nanosecond moves its clock on in steps of at most this, in milliseconds. */
const FINE_TICK_MS = 20;
/** The steps of a drive that tells changes by the second, such as FAT, in milliseconds. */
const COARSE_TICK_MS = 2_000;

/**
 * Copies a file that other programs may write to, and computes its digests from the bytes that are written. The copy is
 * on the disk when it returns.
 * @throws {Refusal} `file_too_large`; `file_unreadable` for what is no file, and for one that changed meanwhile
 * @throws the file system's error (`ENOENT`, `ENOSPC`, …)
 */
export async function copyFile(
  { path, copyTo, limit }: CopyOrder,
  tell: (step: CopyStep) => void,
): Promise<FileFacts> {
  const assertFits = (size: number) => {
    if (size > limit) throw tooLarge(basename(path), size, limit);
  };
  if (!(await stat(path)).isFile()) throw noFile(path);
  const source = await open(path, READ);
  try {
    const before = await source.stat({ bigint: true });
    if (!before.isFile()) throw noFile(path);
    const size = Number(before.size);
    tell({ size });
    assertFits(size);
    await setTimeout(tickLeft(before, Date.now()));
    const target = await open(copyTo, 'wx', 0o600);
    try {
      const facts = await digestBytes(source, target, {
        onProgress: (bytes) => {
          assertFits(bytes);
          tell({ bytes });
        },
      });
      await assertUnchanged(path, source, before, facts.size);
      tell({ read: true });
      await target.sync();
      return facts;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

/** A pipe that took the place of the file is opened at once, and refused, instead of waited for. Windows has no such flag. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * How long to wait before a file is read, in milliseconds: a change within the tick of the one before would leave the
 * times as they are, and could not be seen.
 * @param now milliseconds since the epoch
 */
export function tickLeft(
  { mtimeNs, ctimeNs }: Pick<BigIntStats, 'mtimeNs' | 'ctimeNs'>,
  now: number,
): number {
  const isCoarse = mtimeNs % 1_000_000_000n === 0n && ctimeNs % 1_000_000_000n === 0n;
  const tick = isCoarse ? COARSE_TICK_MS : FINE_TICK_MS;
  const changed = Number((mtimeNs > ctimeNs ? mtimeNs : ctimeNs) / 1_000_000n);
  return Math.min(Math.max(changed + tick - now, 0), tick);
}

/** What tells one content of a file from another: all of it stays the same while nobody writes. */
const marks = ['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'] as const;

/** Looks at the open file, and at what its path leads to: a build may have put a new file in its place. */
async function assertUnchanged(path: string, source: FileHandle, before: BigIntStats, read: number) {
  const after = [await source.stat({ bigint: true }), await stat(path, { bigint: true })];
  const isSame = after.every((stats) => marks.every((mark) => stats[mark] === before[mark]));
  if (!isSame || BigInt(read) !== before.size)
    throw new Refusal('file_unreadable', {
      message: 'The file changed while it was copied. Publish it again when it is complete.',
    });
}

const noFile = (path: string) =>
  new Refusal('file_unreadable', {
    message: `${path} is not a file. Choose a file; pack a folder into an archive first.`,
  });

/** @param limit the setting `uploadLimit`, in bytes like `size` */
export const tooLarge = (fileName: string, size: number, limit: number) =>
  new Refusal('file_too_large', {
    message: `${fileName} has ${size} bytes; the upload limit is ${limit} (setting uploadLimit).`,
  });
