import { lstatSync, realpathSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The name of release bytes: their SHA-256. */
export const BYTES_NAME = /^[0-9a-f]{64}$/;

/**
 * Whether a folder inside a data folder lies there itself. A link to another place, or a junction of Windows, does not:
 * what is behind it may belong to somebody else.
 * @returns also true where there is nothing of this name yet
 */
export function liesHere(folder: string, ...names: string[]): boolean {
  const path = join(folder, ...names);
  try {
    return lstatSync(path).isDirectory() && realpathSync(path) === join(realpathSync(folder), ...names);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}

/** Names of the folders in a folder that match; links are no folders, and a folder that is not there is empty. */
export const foldersIn = async (path: string, name: RegExp): Promise<string[]> =>
  (await entriesOf(path)).flatMap((entry) =>
    entry.isDirectory() && name.test(entry.name) ? entry.name : [],
  );

/** Names of the regular files in a folder that match; links are no files, and a folder that is not there is empty. */
export const filesIn = async (path: string, name: RegExp): Promise<string[]> =>
  (await entriesOf(path)).flatMap((entry) => (entry.isFile() && name.test(entry.name) ? entry.name : []));

async function entriesOf(path: string) {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
