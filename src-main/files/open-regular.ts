import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { FileDamage } from '../../shared/model/enums.ts';
import { DAMAGED_BYTES } from './read-through.ts';

/** Windows lacks the last two, which then count for nothing: there a link is followed. */
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Opens release bytes for reading: a file, not what a link in its place points to, and without waiting for the other end of a
 * pipe.
 * @throws the file system's error, `ELOOP` for whatever is no file; see `damageOf`
 */
export async function openRegular(path: string): Promise<{ handle: FileHandle; stats: Stats }> {
  const handle = await open(path, FLAGS);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw Object.assign(new Error(`${path} is not a file`), { code: 'ELOOP' });
    return { handle, stats };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** Whether an error says that something is wrong with the bytes that were to be read. */
export const isDamage = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === DAMAGED_BYTES || damageOf(error) !== null;

/** What an error says of the bytes that could not be read; null when it says nothing of them (too many open files). */
export function damageOf(error: unknown): FileDamage | null {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'missing';
    case 'ELOOP':
    case 'EISDIR':
    case 'ENXIO': // a socket
    case 'EIO':
    case 'EACCES':
    case 'EPERM':
      return 'damaged';
    default:
      return null;
  }
}
