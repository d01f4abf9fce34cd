import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Missing } from './part.ts';

/** Whether a program can be started by its name. */
export const onPath = (name: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Debian packages that have another name than the program that they bring. */
const packages: Readonly<Record<string, string>> = { aria2c: 'aria2', php: 'php-cli' };

/** What is missing of programs that Debian packages bring; null when all are there. */
export function missingPrograms(...names: string[]): Missing | null {
  const missing = names.filter((name) => !onPath(name));
  return missing.length === 0
    ? null
    : {
        reason: `${missing.join(' and ')} cannot be found.`,
        install: `apt-get install ${missing.map((name) => packages[name] ?? name).join(' ')}`,
      };
}
