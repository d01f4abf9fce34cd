/** How often the server thread is asked whether it is there, in milliseconds. */
const INTERVAL_MS = 5_000;

/** A thread hangs when it left this many questions in a row without an answer. */
const MOST_MISSED = 6;

/**
 * Notices when a thread hangs. What is counted are questions that this thread could ask, not time: while the machine sleeps
 * none is asked, so that a long sleep is one missed answer at most.
 * @param ping asks the thread
 * @param hangs called once; the watch is over then
 */
export function watchThread(ping: () => void, hangs: () => void, intervalMs = INTERVAL_MS) {
  let missed = 0;
  const timer = setInterval(() => {
    if (missed === MOST_MISSED) {
      clearInterval(timer);
      return hangs();
    }
    missed += 1;
    ping();
  }, intervalMs);
  return {
    /** The thread has answered. */
    heard: (): void => void (missed = 0),
    end: (): void => clearInterval(timer),
  };
}
