import type { UtilityProcess, utilityProcess } from 'electron';
import type { FromCopy, LaunchCopy } from '../files/copies.ts';

/**
 * Starts the processes that copy as utility processes of Electron, whose own program cannot run as a Node. Only the main
 * thread can.
 * @param entry the path of the built file of such a process
 */
export const launchCopyWith =
  (utility: typeof utilityProcess, entry: string): LaunchCopy =>
  (order, tell, ended) => {
    const child = utility.fork(entry, [], { serviceName: 'Lanyard copies a file', stdio: 'ignore' });
    child.on('message', (message: FromCopy) => tell(message));
    child.once('exit', ended);
    child.postMessage(order);
    return () => kill(child);
  };

/** Electron asks it to end first, which a thread that the kernel holds would keep it from for long. */
function kill(child: UtilityProcess): void {
  try {
    if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
  child.kill();
}
