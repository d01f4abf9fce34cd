import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits until a condition is true, for tools that run without a test runner.
 * @param most milliseconds
 * @returns whether it became true in that time
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  most: number,
  interval = 10,
): Promise<boolean> {
  const end = performance.now() + most;
  for (;;) {
    if (await condition()) return true;
    if (performance.now() > end) return false;
    await pause(interval);
  }
}
