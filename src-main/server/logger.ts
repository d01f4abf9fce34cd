import { appendFileSync, closeSync, constants, fchmodSync, fstatSync, openSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { withoutSecrets } from '../../shared/without-secrets.ts';

type Write = (message: string, fields?: Record<string, unknown>) => void;

/** Structured lines about the program itself. Requests are rows in the database, not lines here. */
export type Logger = { info: Write; warn: Write; error: Write };

/** The file is renamed to `lanyard.old.log` before it gets longer than this, in bytes. */
const MOST_BYTES = 5 * 1024 * 1024;

/** At most this many characters of a text are logged: an error may carry a whole document. */
const MOST_CHARACTERS = 10_000;

/**
 * Appends JSON lines to `logs/lanyard.log`, for its owner alone and without secrets, and keeps the file before it. Each line opens
 * the file anew, so that the threads of the desktop app share it. A log that cannot be written harms nobody: its lines are lost.
 * @param folder the data folder
 * @param now milliseconds since the epoch
 */
export function createLogger(folder: string, now: () => number = Date.now): Logger {
  const path = join(folder, 'logs', 'lanyard.log');
  const write =
    (level: string): Write =>
    (message, fields = {}) => {
      try {
        const line = { time: new Date(now()).toISOString(), level, message, ...fields };
        const text = `${JSON.stringify(line, (_key, value: unknown) => readable(value))}\n`;
        const isWritten = append(path, text);
        if (isWritten) return;
        renameSync(path, join(folder, 'logs', 'lanyard.old.log'));
        append(path, text);
      } catch {
        // a full disk, a folder that is gone: there is nowhere to say so
      }
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

/** Windows lacks the last two, which then count for nothing. */
const FLAGS =
  constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Appends to a file, but not to what a link in its place leads to: that is somebody's own.
 * @returns false where it would get too long
 * @throws the file system's error, `ELOOP` for a link
 */
function append(path: string, text: string): boolean {
  const file = openSync(path, FLAGS, 0o600);
  try {
    const { size, mode } = fstatSync(file);
    if (size + Buffer.byteLength(text) > MOST_BYTES) return false;
    if ((mode & 0o077) !== 0 && process.platform !== 'win32') fchmodSync(file, 0o600);
    appendFileSync(file, text);
    return true;
  } finally {
    closeSync(file);
  }
}

/** A value as it stands in the log. Errors have no enumerable fields: their stack is what a log is read for. */
function readable(value: unknown): unknown {
  if (value instanceof Error) return readable(stackOf(value));
  if (typeof value !== 'string') return value;
  const text = withoutSecrets(value);
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}

/** The stack of an error and of what caused it. */
const stackOf = (error: Error): string =>
  (error.stack ?? error.message) +
  (error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : '');
