import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchThread } from '../../../src-main/desktop/heartbeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched() {
  const [ping, hangs] = [vi.fn(), vi.fn()];
  return { ping, hangs, watch: watchThread(ping, hangs, 1_000) };
}

it('a thread that answers is left alone', () => {
  const { ping, hangs, watch } = watched();
  ping.mockImplementation(() => watch.heard());
  vi.advanceTimersByTime(3_600_000);
  expect(ping).toHaveBeenCalledTimes(3_600);
  expect(hangs).not.toHaveBeenCalled();
});

it('one that misses six answers in a row hangs, which is told once', () => {
  const { ping, hangs } = watched();
  vi.advanceTimersByTime(6_000);
  expect([ping.mock.calls.length, hangs.mock.calls.length]).toEqual([6, 0]);
  vi.advanceTimersByTime(1_000);
  expect(hangs).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60_000);
  expect([ping.mock.calls.length, hangs.mock.calls.length]).toEqual([6, 1]);
});

it('one that is slow for a while is not taken for one that hangs', () => {
  const { hangs, watch } = watched();
  for (let round = 0; round < 10; round += 1) {
    vi.advanceTimersByTime(5_900);
    watch.heard();
  }
  expect(hangs).not.toHaveBeenCalled();
});

it('a night of sleep is one missed answer: the clock goes on, but nobody is asked', () => {
  const { hangs } = watched();
  for (let night = 0; night < 5; night += 1) {
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    vi.advanceTimersByTime(1_000);
  }
  expect(hangs).not.toHaveBeenCalled();
});

it('ends with its thread', () => {
  const { ping, hangs, watch } = watched();
  watch.end();
  vi.advanceTimersByTime(60_000);
  expect([ping.mock.calls.length, hangs.mock.calls.length]).toEqual([0, 0]);
});
