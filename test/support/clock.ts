/** A clock that stands still until a test moves it, and one that nobody sets. */
export function manualClock(start = Date.parse('2026-06-01T12:00:00.000Z')) {
  let time = start;
  let elapsed = 0;
  return {
    now: () => time,
    monotonic: () => elapsed,
    /** Lets time pass. */
    advance(ms: number): void {
      time += ms;
      elapsed += ms;
    },
    /** Sets the clock ahead or, with a negative number, back: no time passes. */
    jump: (ms: number) => void (time += ms),
  };
}
