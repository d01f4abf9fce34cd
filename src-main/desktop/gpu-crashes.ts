import type { App } from 'electron';

/** After this many crashes of the GPU process within `WITHIN_MS` the app draws without it. */
const MOST_CRASHES = 3;
const WITHIN_MS = 600_000;

/** Chromium's own switch for drawing without the GPU. */
export const withoutGpu = '--disable-gpu';

/**
 * Lets no crash of the GPU process end the app, which serves. Chromium ends it at the third crash in the last of its ways of
 * drawing; without its limit the process is started again each time. A driver that goes on crashing is left alone: the app
 * starts again, in order, and draws without the GPU.
 * @param restart called once, unless the app draws without the GPU already
 * @param now milliseconds of a clock that only goes on
 */
export function surviveGpuCrashes(
  app: App,
  restart: () => void,
  now: () => number = () => performance.now(),
): void {
  app.commandLine.appendSwitch('disable-gpu-process-crash-limit');
  let crashes: number[] = [];
  let restarts = app.commandLine.hasSwitch(withoutGpu.slice(2));
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type !== 'GPU' || reason === 'clean-exit' || restarts) return;
    crashes = [...crashes.filter((at) => now() - at < WITHIN_MS), now()];
    if (crashes.length < MOST_CRASHES) return;
    restarts = true;
    restart();
  });
}
