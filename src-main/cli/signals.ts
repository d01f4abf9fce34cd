/**
 * One Ctrl-C arrives twice where a parent (npm, the launcher) forwards what the terminal has sent to every process:
 * what follows the first signal within this time, in milliseconds, is the same one.
 */
const SAME_MS = 500;

const signals = ['SIGINT', 'SIGTERM'] as const;

/**
 * Calls back at the first SIGINT or SIGTERM; a second one ends the process at once.
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
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}
