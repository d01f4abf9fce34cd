const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A size for a person, e.g. `1 byte`, `25 MiB`, `1.5 GiB`: three digits at most, in steps of 1024. */
export function formatBytes(bytes: number): string {
  if (bytes === 1) return '1 byte';
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${formatNumber(Number(value.toFixed(digits)))} ${UNITS[unit]}`;
}

/** How long something takes, e.g. `4 s`, `2 min 5 s`, `1 h 20 min`. @param ms milliseconds */
export function formatDuration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} days`;
}

/** How long an answer took, e.g. `0.4 ms`, `12 ms`, `3.1 s`. @param ms milliseconds */
export function formatElapsed(ms: number): string {
  if (ms < 1000) return `${formatNumber(ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms))} ms`;
  return ms < 60_000 ? `${formatNumber(Number((ms / 1000).toFixed(1)))} s` : formatDuration(ms);
}

const number = new Intl.NumberFormat('en');

/** A number with its thousands apart. */
export const formatNumber = (value: number): string => number.format(value);

/** `1 release`, `2 releases`. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;

const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const dateTimeSeconds = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const date = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** Date and time in the reader's zone. @param iso ISO 8601 */
export const formatDateTime = (iso: string): string => dateTime.format(Date.parse(iso));

/** The same to the second. */
export const formatInstant = (iso: string): string => dateTimeSeconds.format(Date.parse(iso));

/** The date alone. */
export const formatDate = (iso: string): string => date.format(Date.parse(iso));

/** The time alone, to the second. */
export const formatTime = (iso: string): string => time.format(Date.parse(iso));

const STEPS = [
  [3_600_000, 60_000, 'minute'],
  [86_400_000, 3_600_000, 'hour'],
  [30 * 86_400_000, 86_400_000, 'day'],
  [365 * 86_400_000, 30 * 86_400_000, 'month'],
  [Number.POSITIVE_INFINITY, 365 * 86_400_000, 'year'],
] as const;

/** How far a time is from now, e.g. `3 minutes ago`, `in 2 days`. @param now milliseconds since the epoch */
export function formatRelative(iso: string, now: number): string {
  const distance = Date.parse(iso) - now;
  const size = Math.abs(distance);
  if (size < 60_000) return distance > 30_000 ? 'in a minute' : 'just now';
  const [, unit, name] = STEPS.find(([below]) => size < below)!;
  return relative.format(Math.round(distance / unit), name);
}
