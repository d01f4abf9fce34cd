import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';

/**
 * Mounts a drive that stops answering, as a share does whose server is gone: whoever waits for it sits inside the kernel, and
 * not even SIGKILL ends him before the drive is gone. Every name in it is a file of `size` bytes, of which it gives `given`;
 * of names that begin with `lost` it tells nothing at all.
 * @returns how to take the drive away; null where this user or machine cannot mount one
 */
export async function mountStallingDrive(
  folder: string,
  { size, given }: { size: number; given: number },
): Promise<(() => Promise<void>) | null> {
  mkdirSync(folder);
  const server = fork(
    new URL('stalling-drive-server.ts', import.meta.url),
    [folder, String(size), String(given)],
    { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
  );
  if (!(await isMounted(server))) return null;
  return async () => {
    execFileSync('umount', ['--lazy', folder]);
    server.kill('SIGKILL'); // with it, the kernel lets go of all who wait
    await once(server, 'exit');
  };
}

const isMounted = (server: ChildProcess) =>
  new Promise<boolean>((resolve) => {
    server.once('message', () => resolve(true));
    server.once('exit', () => resolve(false));
  });
