/** Why a data folder cannot be opened. */
export type DataFolderProblem =
  | 'missing'
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
