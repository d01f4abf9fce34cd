import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { subfolders } from './folder-state.ts';
import { closeToOthers, isClosed } from './private-file.ts';

/** Subfolders whose few files are closed too. Behind a closed folder that is a second door, so the many stay as they are. */
const small = ['keys', 'logs', 'backups'];

/**
 * Closes a data folder and what is Lanyard's own in it to every other user of the machine. What lies behind a link may
 * be shared on purpose and is only looked at.
 * @returns the paths that other users can still open
 */
export function closeFolder(folder: string): string[] {
  const inside = (names: readonly string[]) => names.map((name) => join(folder, name));
  const own = readdirSync(folder).filter((name) => /^lanyard\.(db|lock)/.test(name));
  const paths = [
    folder,
    ...inside(subfolders),
    ...inside(own),
    ...inside(small).flatMap((path) => readdirSync(path).map((name) => join(path, name))),
  ];
  return paths.filter((path) =>
    path !== folder && lstatSync(path).isSymbolicLink() ? !isClosed(path) : !closeToOthers(path),
  );
}
