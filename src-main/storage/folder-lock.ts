import { accessSync, constants, lstatSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { DataFolderError, errorCode, fileProblem } from './data-folder-error.ts';
import { databaseProblem } from './database.ts';
import { makePrivate } from './private-file.ts';

/**
 * Takes the data folder for this process. The lock is an exclusive transaction on a small SQLite file,
 * which the system releases however the process ends.
 * @returns a function that gives the folder back
 * @throws {DataFolderError} `in_use` when another process has it, `not_writable` or `corrupt` when the file can lock nobody
 * out or is a link
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, 'lanyard.lock');
  let db: Database.Database | undefined;
  try {
    makePrivate(path); // another user who can open it could lock it too
    if (lstatSync(path).isSymbolicLink())
      throw new DataFolderError(
        'not_writable',
        `${path} is a link, and Lanyard would change the file that it leads to. It holds no data: delete the link.`,
      );
    db = new Database(path, { timeout: 0 });
    accessSync(path, constants.W_OK); // SQLite opens for reading what it may not write, and then locks nobody out
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
    return () => void db?.close();
  } catch (error) {
    db?.close();
    throw lockProblem(error, folder, path);
  }
}

function lockProblem(error: unknown, folder: string, path: string): unknown {
  const code = errorCode(error);
  if (code.startsWith('SQLITE_BUSY'))
    return new DataFolderError(
      'in_use',
      `Another Lanyard has opened ${folder}. Stop it first, or use another folder (--data DIR).`,
    );
  const problem = fileProblem(error);
  if (problem === 'corrupt')
    return new DataFolderError(
      problem,
      `${path} is damaged. It holds no data: delete it while no Lanyard uses the folder.`,
    );
  if (problem === 'not_writable')
    return new DataFolderError(problem, `${path} cannot be written (${code}). Check who owns it.`);
  return databaseProblem(error, folder);
}
