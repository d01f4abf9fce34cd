import { join } from 'node:path';
import log from 'electron-log/node';

/** Structured lines about the program itself. Requests are rows in the database, not lines here. */
export type Logger = {
  info: (message: string, fields?: Record<string, unknown>) => void;
  warn: (message: string, fields?: Record<string, unknown>) => void;
  error: (message: string, fields?: Record<string, unknown>) => void;
};

const MAX_BYTES = 5 * 1024 * 1024;

/** Appends JSON lines to `logs/lanyard.log`, which is rotated once at 5 MiB. */
export function createLogger(folder: string): Logger {
  const instance = log.create({ logId: folder });
  instance.transports.console.level = false;
  instance.transports.file.resolvePathFn = () => join(folder, 'logs', 'lanyard.log');
  instance.transports.file.maxSize = MAX_BYTES;
  instance.transports.file.format = ({ message }) => [
    JSON.stringify({
      time: message.date.toISOString(),
      level: message.level,
      ...(message.data[0] as object),
    }),
  ];
  const line = (message: string, fields: Record<string, unknown> = {}) => ({ message, ...readable(fields) });
  return {
    info: (message, fields) => instance.info(line(message, fields)),
    warn: (message, fields) => instance.warn(line(message, fields)),
    error: (message, fields) => instance.error(line(message, fields)),
  };
}

/** Errors have no enumerable fields: their stack is what a log is read for. */
const readable = (fields: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      value instanceof Error ? (value.stack ?? value.message) : value,
    ]),
  );
