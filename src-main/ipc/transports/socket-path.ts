import { lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { hashSecret } from '../../crypto/secrets.ts';

/** The longest path that a Unix socket can have everywhere, in bytes. */
const LONGEST = 100;

/** Whether a socket can have this path. */
export const fitsSocket = (path: string): boolean => Buffer.byteLength(path) <= LONGEST;

/** Where the socket of a data folder lies if it can: in the folder, on Windows as a named pipe. */
export function usualPath(folder: string): string {
  const absolute = resolve(folder);
  if (process.platform !== 'win32') return join(absolute, 'lanyard.sock');
  return `\\\\.\\pipe\\lanyard-${hashSecret(absolute).toString('hex').slice(0, 24)}`;
}

/** The file of a data folder that says where its socket lies instead, or why there is none. */
export const notePath = (folder: string): string => join(folder, 'lanyard.sock.json');

const Note = z.union([z.strictObject({ path: z.string() }), z.strictObject({ none: z.string() })]);
export type Note = z.infer<typeof Note>;

/** @returns null where there is no note: the socket lies where it usually does, if there is one */
export function readNote(folder: string): Note | null {
  try {
    return Note.parse(JSON.parse(readFileSync(notePath(folder), 'utf8')));
  } catch {
    return null;
  }
}

/**
 * Where clients find the socket of a data folder.
 * @returns null when there is no place for one that is safe
 */
export function socketPath(folder: string): string | null {
  const note = readNote(folder) ?? { path: usualPath(folder) };
  if ('none' in note || !fitsSocket(note.path)) return null;
  return note.path === usualPath(folder) || isSafe(folder, note.path) ? note.path : null;
}

/** Whether only who owns the data can have put something there: whoever made a folder of that name first could listen in. */
export function isSafe(folder: string, path: string): boolean {
  if (process.platform === 'win32') return true;
  try {
    const place = lstatSync(dirname(path));
    return place.isDirectory() && (place.mode & 0o077) === 0 && place.uid === statSync(folder).uid;
  } catch {
    return false;
  }
}
