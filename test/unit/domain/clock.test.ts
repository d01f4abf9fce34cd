import { describe, expect, test } from 'vitest';
import { type ClockState, lookAtClock } from '../../../src-main/domain/clock.ts';

const NOON = Date.parse('2026-06-01T12:00:00Z');
const MINUTE = 60_000;
const DAY = 86_400_000;

/** A clock that is looked at every minute while it runs. */
function running(newest = NOON) {
  let state: ClockState = { newest, jump: null };
  let wall = newest;
  return {
    state: () => state,
    /** Runs on for a while with a look each minute. */
    run(ms: number): void {
      for (let passed = 0; passed < ms; passed += MINUTE) {
        wall += MINUTE;
        state = lookAtClock(state, wall, MINUTE);
      }
    },
    jump: (ms: number) => void (wall += ms),
    /** Stops, and starts again after a while. */
    off(ms: number): void {
      wall += ms;
      state = lookAtClock(state, wall, null);
    },
    wall: () => wall,
  };
}

describe('a clock that runs as it should', () => {
  test('is believed', () => {
    const { run, off, state, wall } = running();
    run(3 * DAY);
    off(7 * DAY); // a week off
    run(DAY);
    expect(state()).toEqual({ newest: wall(), jump: null });
  });

  test('may be set by some hours', () => {
    const { run, jump, state, wall } = running();
    for (const hours of [2, -2, 23, -23]) {
      jump(hours * 60 * MINUTE);
      run(MINUTE);
    }
    expect(state()).toEqual({ newest: wall(), jump: null });
  });
});

describe.each([400, -400])('a jump of %i days', (days) => {
  test('is noticed while Lanyard runs', () => {
    const { run, jump, state } = running();
    run(MINUTE);
    jump(days * DAY);
    run(MINUTE);
    const from = NOON + 2 * MINUTE;
    const expected = { from, to: from + days * DAY, backAt: null, watchedMs: 0 };
    expect(state()).toMatchObject({ newest: from, jump: expected });
  });

  test('is noticed at a start', () => {
    const { run, off, state } = running();
    run(MINUTE);
    off(days * DAY);
    expect(state().jump).toMatchObject({ backAt: null });
  });

  test('is believed after a day of running with it, however often Lanyard stops meanwhile', () => {
    const { run, jump, off, state, wall } = running();
    jump(days * DAY);
    run(MINUTE);
    for (let hours = 0; hours < 24; hours += 8) {
      expect(state().jump).not.toBeNull();
      run(8 * 60 * MINUTE);
      off(16 * 60 * MINUTE);
    }
    expect(state()).toEqual({ newest: wall(), jump: null });
  });

  test('that is followed by another one is not believed any sooner', () => {
    const { run, jump, state } = running();
    jump(days * DAY);
    run(DAY - MINUTE);
    jump(days * DAY);
    run(DAY - MINUTE);
    expect(state().jump).not.toBeNull();
  });

  test('that is mended is remembered for a day', () => {
    const { run, jump, state, wall } = running();
    jump(days * DAY);
    run(10 * MINUTE);
    jump(-days * DAY);
    run(MINUTE);
    expect(state()).toMatchObject({ newest: wall(), jump: { backAt: wall() } });
    run(DAY - MINUTE);
    expect(state().jump).not.toBeNull();
    run(MINUTE);
    expect(state()).toEqual({ newest: wall(), jump: null });
  });

  test('that is mended while Lanyard is off is noticed all the same', () => {
    const { run, jump, off, state } = running();
    jump(days * DAY);
    run(10 * MINUTE);
    off(-days * DAY + 60 * MINUTE);
    expect(state().jump?.backAt).not.toBeNull();
  });
});
