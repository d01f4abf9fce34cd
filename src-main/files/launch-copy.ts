import { fork } from 'node:child_process';
import type { FromCopy, LaunchCopy } from './copies.ts';

/**
 * Starts the processes that copy as children of this one, which has to be a Node.
 * @param entry the built file of such a process
 */
export const launchCopyFrom =
  (entry: URL): LaunchCopy =>
  (order, tell, ended) => {
    const child = fork(entry, [], { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    child.on('message', (message) => tell(message as FromCopy));
    child.once('error', ended);
    child.once('exit', ended);
    child.send(order, () => {}); // where it could not start, the error is told already
    return () => {
      child.kill('SIGKILL');
      // One that the kernel holds may be there for ever: this process does not wait for it.
      if (child.connected) child.disconnect();
      child.unref();
    };
  };
