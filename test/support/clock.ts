/** A clock that stands still until a test moves it. */
export function manualClock(start = Date.parse('2026-06-01T12:00:00.000Z')) {
  let time = start;
  return { now: () => time, advance: (ms: number) => void (time += ms) };
}
