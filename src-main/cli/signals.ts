/**
 * One Ctrl-C arrives twice where a parent (npm, the launcher) forwards what the terminal has sent to every process:
 * what follows the first signal within this time, in milliseconds, is the same one.
 */
const SAME_MS = 500;

const signals = ['SIGINT', 'SIGTERM'] as const;

/** How often npx's shell is looked for, in milliseconds. */
const WATCH_MS = 250;

/**
 * Calls back at the first SIGINT or SIGTERM; a second one ends the process at once. Under npx it also calls back when
 * the shell between npx and this process is gone: npx hands signals to that shell, which dies of them and hands nothing on.
 * @returns a function that gives the signals back
 */
export function onStopSignal(stop: () => void): () => void {
  let first: number | undefined;
  const listener = () => {
    const now = performance.now();
    if (first === undefined) {
      first = now;
      stop();
    } else if (now - first > SAME_MS) process.exit(1);
  };
  for (const signal of signals) process.on(signal, listener);
  const watch = watchNpx(listener);
  return () => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, listener);
  };
}

function watchNpx(gone: () => void): NodeJS.Timeout | undefined {
  if (process.env['npm_lifecycle_event'] !== 'npx' || process.platform === 'win32') return undefined;
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    gone();
  }, WATCH_MS);
  return watch.unref();
}
