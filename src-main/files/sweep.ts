import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BYTES_NAME, filesIn, foldersIn, liesHere } from './own-entries.ts';
import type { Quarantine } from './quarantine.ts';

/** The name of a file in `incoming/`. */
const UPLOAD_NAME = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Clears up what a crash, or another state of the database, left behind: deletes uploads that never ended, and
 * quarantines release bytes that nothing names. It touches only files with the names that Lanyard gives them, and
 * nothing behind a link. Only for whoever serves a data folder, before anybody can upload.
 * @param named the SHA-256 of all bytes that are in use
 * @returns how many files were quarantined, and the subfolders that are links and were left alone
 */
export async function sweep(folder: string, named: Iterable<string>, quarantine: Quarantine) {
  const links: string[] = [];
  if (!liesHere(folder, 'incoming')) links.push('incoming');
  else
    for (const name of await filesIn(join(folder, 'incoming'), UPLOAD_NAME))
      await rm(join(folder, 'incoming', name), { force: true });

  let quarantined = 0;
  if (!quarantine.liesHere()) links.push('files');
  else {
    const root = join(folder, 'files');
    const keep = new Set(named);
    for (const start of await foldersIn(root, /^[0-9a-f]{2}$/)) {
      const orphans = (await filesIn(join(root, start), BYTES_NAME)).filter(
        (sha256) => sha256.startsWith(start) && !keep.has(sha256),
      );
      await quarantine.take(start, orphans);
      quarantined += orphans.length;
    }
  }
  return { quarantined, links };
}
