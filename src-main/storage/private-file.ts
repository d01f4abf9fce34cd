import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { newId } from '../crypto/secrets.ts';

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
 * Takes every right of other users from a file or folder. What is behind a link is only looked at: it may be shared on
 * purpose. No file is opened for it: closing one would give back SQLite's locks on it.
 * @returns whether they have none now; a share, or another owner's file, may keep them
 */
export function closeToOthers(path: string): boolean {
  if (!hasModes) return true;
  try {
    const entry = lstatSync(path);
    if (!entry.isSymbolicLink() && (entry.mode & OTHERS) !== 0) chmodSync(path, entry.mode & 0o700);
    return isClosed(path);
  } catch {
    return false;
  }
}

/** Whether other users have no right to a file or folder. */
const isClosed = (path: string): boolean => !hasModes || (statSync(path).mode & OTHERS) === 0;

/** A name beside a file for its next content. Nobody else has one like it, so that no file of a person is in the way. */
export const draftOf = (path: string): string => `${path}.${newId()}.new`;

/**
 * Writes a file that only its owner can open: whole and on the disk before it has its name.
 * @throws the file system's error; then the file is what it was
 */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const draft = draftOf(path);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(draft, content, { mode: 0o600, flag: 'wx', flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

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
