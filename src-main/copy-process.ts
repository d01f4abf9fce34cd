/** Entry of a process that copies one file and ends: a child of Node, or a utility process of Electron. */
import type { FromCopy } from './files/copies.ts';
import { copyFile, type CopyOrder, type CopyStep } from './files/copy-file.ts';
import { Refusal } from './domain/refusal.ts';

/** How often progress is told, in milliseconds. */
const PROGRESS_INTERVAL = 100;

type ParentPort = {
  postMessage: (message: unknown) => void;
  once: (event: 'message', listener: (event: { data: unknown }) => void) => void;
};

const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
const send = (message: FromCopy) => (parentPort ? parentPort.postMessage(message) : process.send?.(message));

async function perform(order: CopyOrder): Promise<void> {
  let bytes: CopyStep | undefined;
  const tell = (step: CopyStep) => ('bytes' in step ? void (bytes = step) : void send(step));
  // By the clock, so that what was read before the drive stopped is told too.
  const telling = setInterval(() => {
    if (bytes) send(bytes);
    bytes = undefined;
  }, PROGRESS_INTERVAL);
  send({ bytes: 0 }); // from now on it is the drive that is waited for
  try {
    send({ facts: await copyFile(order, tell) });
  } catch (error) {
    if (error instanceof Refusal) return void send({ refused: { code: error.code, message: error.message } });
    const { name, message, code, syscall } = error as NodeJS.ErrnoException;
    send({ failed: { name, message, code, syscall } });
  } finally {
    clearInterval(telling);
  }
}

if (parentPort) parentPort.once('message', ({ data }) => void perform(data as CopyOrder));
else {
  process.once('message', (order) => void perform(order as CopyOrder));
  // Without its parent there is nobody to copy for, and a thread in the kernel would hold any gentler end up.
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
  // Ctrl-C goes to both: the parent says what becomes of the copy.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
}
