import { writeSync } from 'node:fs';

/**
 * Ends this process when it has not ended in time. Not gently: a thread that the kernel holds, as a drive does that does not
 * answer, would hold up any gentler end too.
 * @param ms how long stopping may take
 * @returns a function that takes it back
 */
export function endHardAfter(ms: number): () => void {
  const timer = setTimeout(() => {
    try {
      writeSync(
        process.stderr.fd,
        `lanyard: stopping took more than ${ms / 1000} seconds, so something does not let go, e.g. a drive that does not ` +
          'answer. Lanyard ends itself the hard way (exit code 137, on Windows 1). What it had answered is kept.\n',
      );
    } catch {
      // Nobody reads it.
    }
    process.kill(process.pid, 'SIGKILL');
  }, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
