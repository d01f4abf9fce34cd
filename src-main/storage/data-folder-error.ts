/** Why a data folder cannot be opened. */
export type DataFolderProblem =
  | 'missing'
  | 'foreign'
  | 'no_database'
  | 'in_use'
  | 'newer'
  | 'corrupt'
  | 'no_key'
  | 'wrong_key'
  | 'not_writable'
  | 'disk_full';

/** A data folder that cannot be opened; the message says what to do. */
export class DataFolderError extends Error {
  readonly problem: DataFolderProblem;

  constructor(problem: DataFolderProblem, message: string) {
    super(message);
    this.name = 'DataFolderError';
    this.problem = problem;
  }
}

/** What SQLite, or the disk, says of a file of the data folder; null = something else. */
export function fileProblem(error: unknown): 'corrupt' | 'disk_full' | 'not_writable' | null {
  const code = errorCode(error);
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) return 'corrupt';
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return 'disk_full';
  return /^(SQLITE_(CANTOPEN|READONLY|PERM)|EACCES|EPERM|EROFS)/.test(code) ? 'not_writable' : null;
}

/** The code of an error of SQLite or the file system; empty for everything else that can be thrown, which is anything. */
export function errorCode(error: unknown): string {
  const code: unknown = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
