import { chmodSync, closeSync, fsyncSync, openSync, statSync } from 'node:fs';

/** The bits of a mode that admit other users. */
const OTHERS = 0o077;

/** Windows knows no such modes: there a folder has the access rules of the one that it lies in. */
const hasModes = process.platform !== 'win32';

/** Makes an empty file that only its owner can open, whatever the umask is; one that is there is closed to others. */
export function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    closeToOthers(path);
  }
}

/**
 * Takes every right of other users from a file or folder.
 * @returns whether they have none now; a share, or another owner's file, may keep them
 */
export function closeToOthers(path: string): boolean {
  if (!hasModes) return true;
  try {
    const { mode } = statSync(path);
    if ((mode & OTHERS) === 0) return true;
    chmodSync(path, mode & 0o700);
    return isClosed(path);
  } catch {
    return false;
  }
}

/** Whether other users have no right to a file or folder. */
export const isClosed = (path: string): boolean => !hasModes || (statSync(path).mode & OTHERS) === 0;

/** Has new names in a folder, or renamed ones, on the disk. Windows cannot open a folder, and does not need to. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
