import { vi } from 'vitest';

/** How long a condition may take to come true, in milliseconds: a busy machine may take its time. */
const PATIENCE_MS = 30_000;

/**
 * Waits until some work no longer throws.
 * @returns what it returned then
 * @throws what it threw last, when it still throws after half a minute
 */
export const soon = <T>(work: () => T | Promise<T>, { interval = 50 } = {}): Promise<T> =>
  // oxlint-disable-next-line vitest/no-restricted-vi-methods
  vi.waitFor(work, { timeout: PATIENCE_MS, interval });
