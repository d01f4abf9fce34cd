/** `lastSeen` and its like are written again when they are older than this: a minute in milliseconds. */
export const FRESH_MS = 60_000;
const MINUTE_MS = 60_000;
/** A time at most this far ahead of the clock is one of now: the system corrects its clock by seconds all the time. In ms. */
export const AHEAD_MS = 5 * MINUTE_MS;

/** From when to when, both included, in milliseconds since the epoch. */
export type Span = { since: number; until: number };

const EVER: Span = { since: 0, until: Number.MAX_SAFE_INTEGER };

/**
 * When an identifier must have been seen last to count. A time that lies ahead of the clock is as worthless as one of long
 * ago: it was written while the clock was wrong, and would not time out before the clock comes there again.
 * @param timeoutMinutes null = whenever it was
 */
export const countedSpan = (timeoutMinutes: number | null, now: number): Span =>
  timeoutMinutes === null ? EVER : { since: now - timeoutMinutes * MINUTE_MS, until: now + AHEAD_MS };

/** Whether a time lies in a span. */
export const liesWithin = ({ since, until }: Span, time: number): boolean => since <= time && time <= until;

/**
 * Whether a time was written so lately that it need not be written again. One that lies ahead must be: nothing else mends it.
 * @param time null = never written
 * @param freshMs how old it may be, in milliseconds
 */
export const isFresh = (time: number | null | undefined, now: number, freshMs = FRESH_MS): boolean =>
  time != null && Math.abs(now - time) < freshMs;
