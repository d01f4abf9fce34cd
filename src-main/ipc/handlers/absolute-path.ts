import { isAbsolute } from 'node:path';
import { refuse } from '../../domain/refusal.ts';

/**
 * A path that names one file of this machine, whatever folder the server was started in.
 * @throws {Refusal} `invalid_input`
 */
export function absolutePath(path: string): string {
  if (!isAbsolute(path) || path.includes('\0'))
    refuse('invalid_input', 'path: must be an absolute path of this machine.');
  return path;
}
