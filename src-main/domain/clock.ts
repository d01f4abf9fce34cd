const DAY_MS = 86_400_000;

/** The system corrects its clock by less than this, in milliseconds. */
const SLACK_MS = DAY_MS;
/** A computer is often off for as long as this, in milliseconds. */
const AWAY_MS = 7 * DAY_MS;
/** Another time is believed, and a jump that is over is forgotten, after Lanyard ran for this long, in milliseconds. */
const WATCH_MS = DAY_MS;

/** A jump of the computer's clock. Times are milliseconds since the epoch. */
export type Jump = {
  /** What the time should have been. */
  from: number;
  /** What the clock said. */
  to: number;
  /** How far the clock is from what is believed now, in milliseconds. */
  offset: number;
  /** When the clock was right again; null while it is not. */
  backAt: number | null;
  /** How long Lanyard ran since then, or since the jump, in milliseconds. */
  watchedMs: number;
};

/** What is believed of the computer's clock. */
export type ClockState = { newest: number; jump: Jump | null };

/**
 * Looks at the clock once more.
 * @param before what was believed at the last look
 * @param wall what the clock says now, in milliseconds since the epoch
 * @param elapsedMs how long the last look is ago by a clock that nobody sets; null at the start, where nobody knows
 */
export function lookAtClock(before: ClockState, wall: number, elapsedMs: number | null): ClockState {
  const { jump } = before;
  const elapsed = elapsedMs ?? 0;
  const expected = before.newest + elapsed;
  const offset = wall - expected;
  const isSteady = (by: number) => -SLACK_MS <= by && by <= (elapsedMs === null ? AWAY_MS : SLACK_MS);

  if (isSteady(offset)) {
    if (jump === null) return { newest: wall, jump };
    if (jump.backAt === null) return { newest: wall, jump: { ...jump, backAt: wall, watchedMs: 0 } };
    return { newest: wall, jump: watched(jump, elapsed) };
  }
  if (jump === null || jump.backAt !== null || !isSteady(offset - jump.offset))
    return { newest: expected, jump: { from: expected, to: wall, offset, backAt: null, watchedMs: 0 } };
  const still = watched(jump, elapsed);
  return still === null ? { newest: wall, jump: null } : { newest: expected, jump: { ...still, offset } };
}

function watched(jump: Jump, elapsed: number): Jump | null {
  const watchedMs = jump.watchedMs + elapsed;
  return watchedMs < WATCH_MS ? { ...jump, watchedMs } : null;
}
