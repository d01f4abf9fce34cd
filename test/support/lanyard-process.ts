import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { Channel, Input, Output } from '../../shared/contract.ts';
import { connectLocally } from '../../src-main/ipc/transports/local-client.ts';
import { until } from './until.ts';

/** The built program. */
export const program = join(import.meta.dirname, '..', '..', 'dist', 'main', 'launch.js');

/** What a tool started ends with it, whatever happens to it. */
const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/** Starts a program that ends with this one at the latest. */
export function startChild(
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Readonly<Record<string, string>> },
) {
  const clean = Object.entries(process.env).filter(([key]) => !/^(npm_|INIT_CWD$|LANYARD_)/.test(key));
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...Object.fromEntries(clean), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.add(child);
  let stderr = '';
  let stdout = '';
  child.stdout.on('data', (data: Buffer) => void (stdout = (stdout + data.toString()).slice(-100_000)));
  child.stderr.on('data', (data: Buffer) => void (stderr = (stderr + data.toString()).slice(-100_000)));
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('error', () => resolve({ code: null, signal: null }));
    child.once('close', (code, signal) => {
      children.delete(child);
      resolve({ code, signal });
    });
  });
  return { child, ended, stdout: () => stdout, stderr: () => stderr };
}

/** The first line of `serve --json`. */
type Ready = { vendorId: string; api: string; console: string };

export type LanyardProcess = Awaited<ReturnType<typeof startLanyardProcess>>;

/**
 * Starts `lanyard serve` on free ports of this machine, and waits until it is ready.
 * @throws {Error} with what it said, when it ends before
 */
export async function startLanyardProcess(
  folder: string,
  { args = [], ...around }: { args?: readonly string[]; cwd: string; env?: Readonly<Record<string, string>> },
) {
  const all = ['serve', '--json', '--port', '0', '--console-port', '0', '--data', folder, ...args];
  const running = startChild([program, ...all], around);
  let first: string | null = null;
  let over = false;
  createInterface({ input: running.child.stdout })
    .once('line', (line) => (first = line))
    .on('line', () => {});
  void running.ended.then(() => (over = true));
  await until(() => first !== null || over, 60_000);
  if (first === null) {
    running.child.kill('SIGKILL');
    throw new Error(`The server did not start: ${running.stderr().trim() || 'it said nothing for a minute'}`);
  }
  const ready = JSON.parse(first) as Ready;
  return {
    ...running,
    ...ready,
    folder,
    pid: running.child.pid!,
    isOver: () => over,
    /** Calls a channel as the command line does. @throws {Error} when it is refused */
    async call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
      const connection = await connectLocally(folder);
      if (!connection) throw new Error(`${channel}: no server runs`);
      const reply = await connection.invoke(channel, input);
      await connection.close();
      if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}: ${reply.error.message}`);
      return reply.value;
    },
    /** Ends it with a signal. @returns how it ended */
    async kill(signal: NodeJS.Signals = 'SIGKILL') {
      running.child.kill(signal);
      return running.ended;
    },
  };
}
