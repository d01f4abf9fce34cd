import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';

/**
 * Runs another program as if it were this process: same streams, same signals, same exit code.
 * @returns when it has ended
 */
export async function runStandIn(program: string, args: string[], options: SpawnOptions): Promise<void> {
  const child: ChildProcess = spawn(program, args, options);
  // The terminal sends Ctrl-C to both; what is meant for this process alone is handed on, and twice counts as once there.
  // On Windows handing on would be killing, and Ctrl-C is all there is.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void (process.platform !== 'win32' && child.kill(signal)));
  await new Promise<void>((resolve) => {
    child.on('error', (error) => {
      process.stderr.write(`lanyard: ${program} cannot be started: ${error.message}\n`);
      process.exitCode = 1;
      resolve();
    });
    child.once('exit', (code, signal) => {
      process.exitCode = code ?? 1;
      if (signal) {
        process.removeAllListeners(signal);
        process.kill(process.pid, signal);
      }
      resolve();
    });
  });
}
