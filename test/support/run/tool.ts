import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository. */
export const root = join(import.meta.dirname, '..', '..', '..');

type Options = {
  signal?: AbortSignal;
  env?: Record<string, string>;
  /** A program and its first arguments that starts it, such as a virtual display. */
  under?: readonly string[];
};

/**
 * Runs the command of an npm package with this Node; what it prints goes straight through.
 * @param name the command, or `package/command` where the package is named otherwise
 * @returns its exit code; null when a signal ended it
 */
export async function runTool(
  name: string,
  args: readonly string[],
  { signal, env, under = [] }: Options = {},
) {
  if (signal?.aborted) return null;
  const [program, ...rest] = [...under, process.execPath, binOf(name), ...args];
  const child = spawn(program!, rest, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32', // a process group of its own, so that nothing it started outlives it
  });
  const end = () => endGroup(child.pid);
  signal?.addEventListener('abort', end, { once: true });
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code;
  } finally {
    signal?.removeEventListener('abort', end);
    end();
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}

function binOf(name: string): string {
  const [owner = name, command = owner] = name.split('/');
  const folder = join(root, 'node_modules', owner);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin: string | Record<string, string>;
  };
  const path = typeof bin === 'string' ? bin : bin[command];
  if (path === undefined) throw new Error(`The package ${owner} has no command ${command}.`);
  return join(folder, path);
}
