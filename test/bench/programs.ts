import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Channel, Input, Output } from '../../shared/contract.ts';
import { connectLocally } from '../../src-main/ipc/transports/local-client.ts';
import { root } from './build.ts';

/** Ends with this process, whatever happens to it. */
const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/**
 * Starts a program and waits for its first line, which is JSON.
 * @returns what the line said and how to stop the program
 */
export async function startProgram<T>(
  command: string,
  args: readonly string[],
  stop: NodeJS.Signals = 'SIGKILL',
) {
  const started = performance.now();
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  const ended = once(child, 'exit').finally(() => children.delete(child));
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    ended.then(() => Promise.reject(new Error(`${command} ${args.join(' ')} ended before it was ready`))),
  ]);
  return {
    first: JSON.parse(first) as T,
    /** Milliseconds from the start to the first line. */
    readyMs: performance.now() - started,
    pid: child.pid!,
    stop: async () => {
      child.kill(stop);
      await ended;
    },
  };
}

/** A baseline in a process of its own, which tells its port in its first line. */
export const startBaseline = async (name: string, ...args: string[]) => {
  const program = await startProgram<{ port: number }>(process.execPath, [
    join(import.meta.dirname, name),
    ...args,
  ]);
  return { ...program, port: program.first.port };
};

export type Headless = Awaited<ReturnType<typeof startHeadless>>;

/** The real headless server on a data folder, without rate limits. */
export async function startHeadless(folder: string) {
  const launch = join(root, 'dist', 'main', 'launch.js');
  const args = [
    'serve',
    '--json',
    '--port',
    '0',
    '--data',
    folder,
    '--no-rate-limits',
    '--console-port',
    '0',
  ];
  const program = await startProgram<{ vendorId: string; api: string }>(
    process.execPath,
    [launch, ...args],
    'SIGTERM',
  );
  const { vendorId, api } = program.first;
  return {
    ...program,
    vendorId,
    api,
    port: Number(new URL(api).port),
    /** Calls a channel over the local socket, and expects it to succeed. */
    async call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
      const connection = (await connectLocally(folder))!;
      const reply = await connection.invoke(channel, input);
      await connection.close();
      if (!reply.ok) throw new Error(`${channel}: ${reply.error.message}`);
      return reply.value;
    },
  };
}

/** Resident memory of a process in MiB. */
export function rssMiB(pid: number): number {
  const kilobytes =
    process.platform === 'linux' // where `ps` may be missing
      ? /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(kilobytes) / 1024;
}
