import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { ownFiles, subfolders } from './folder-state.ts';
import { closeToOthers } from './private-file.ts';

/**
 * Closes a data folder and what is Lanyard's own in it to every other user of the machine. Behind a closed folder that
 * is a second door, so the many release files stay as they are. What lies behind a link may be shared on purpose and is
 * only looked at.
 * @returns the paths that other users can still open
 */
export function closeFolder(folder: string): string[] {
  const own = Object.entries(ownFiles).flatMap(([name, names]) => {
    const path = join(folder, name);
    if (name !== '.' && lstatSync(path).isSymbolicLink()) return [];
    return readdirSync(path).flatMap((file) => (names.test(file) ? join(path, file) : []));
  });
  const open = [...subfolders.map((name) => join(folder, name)), ...own].filter(
    (path) => !closeToOthers(path),
  );
  return closeToOthers(realpathSync(folder)) ? open : [folder, ...open];
}
