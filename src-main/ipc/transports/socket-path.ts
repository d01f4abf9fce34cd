import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { hashSecret } from '../../crypto/secrets.ts';

/** The longest path that a Unix socket can have everywhere, in bytes. */
const LONGEST = 100;

/**
 * Where the local socket of a data folder is: in the folder, or where that path would be too long for a socket, in a
 * folder of this user's own. On Windows it is a named pipe.
 * @throws {Error} when that folder belongs to someone else, who could listen in
 */
export function socketPath(folder: string): string {
  const absolute = resolve(folder);
  const name = hashSecret(absolute).toString('hex').slice(0, 24);
  if (process.platform === 'win32') return `\\\\.\\pipe\\lanyard-${name}`;
  const path = join(absolute, 'lanyard.sock');
  if (Buffer.byteLength(path) <= LONGEST) return path;
  const { uid } = userInfo();
  const own = join(tmpdir(), `lanyard-${uid}`);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const found = lstatSync(own);
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0)
    throw new Error(`${own} is not this user's alone. Remove it, or use a data folder with a shorter path.`);
  return join(own, `${name}.sock`);
}
