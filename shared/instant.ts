const INSTANT =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Whether a month has such a day: JavaScript takes 31 February for 3 March. */
export function isDay(day: string): boolean {
  const midnight = Date.parse(`${day}T00:00Z`);
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
}

/**
 * Milliseconds since the epoch of a date, or a date and time, in ISO 8601 or as RFC 3339 writes it. A date is its first
 * moment; what has no zone is in UTC. NaN for everything else.
 */
export function parseInstant(text: string): number {
  const [, day, time = '00:00', zone = 'Z'] = INSTANT.exec(text) ?? [];
  if (day === undefined || !isDay(day)) return Number.NaN;
  return Date.parse(`${day}T${time}${zone.toUpperCase().replace(/(\d\d)(\d\d)$/, '$1:$2')}`);
}
