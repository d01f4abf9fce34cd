import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DataFolderError } from './data-folder-error.ts';

/**
 * Takes the data folder for this process. The lock is an exclusive transaction on a small SQLite file,
 * which the system releases however the process ends.
 * @returns a function that gives the folder back
 * @throws {DataFolderError} `in_use` when another process has it
 */
export function lockFolder(folder: string): () => void {
  const db = new Database(join(folder, 'lanyard.lock'), { timeout: 0 });
  try {
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY'))
      throw new DataFolderError(
        'in_use',
        `Another Lanyard has opened ${folder}. Stop it first, or use another folder (--data DIR).`,
      );
    throw error;
  }
  return () => db.close();
}
