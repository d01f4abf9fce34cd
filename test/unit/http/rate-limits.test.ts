import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Refusal } from '../../../src-main/domain/refusal.ts';
import { createRateLimit } from '../../../src-main/http/rate-limits.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const refused = (work: Promise<void>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.retryAfter : error),
  );

test('a clock that is set back lets nobody wait longer than a window', async () => {
  const limit = createRateLimit(true, { requests: () => 1, seconds: 60 });
  await limit('10.0.0.1');
  vi.setSystemTime(Date.now() - 400 * 86_400_000);
  expect(await refused(limit('10.0.0.1'))).toBe(60);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await refused(limit('10.0.0.1'))).toBeNull();
});
