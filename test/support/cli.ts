import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished } from 'vitest';
import { soon } from './soon.ts';

export const repository = join(import.meta.dirname, '..', '..');
const program = join(repository, 'dist/main/launch.js');

/** How a command ended. */
export type Ended = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string };

/** The surroundings of a program that nobody's npm and no data folder of a person reach into. */
export const bareEnvironment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^(npm_|INIT_CWD$|LANYARD_)/.test(key)),
  ),
  ...more,
});

type Surroundings = { cwd?: string; env?: NodeJS.ProcessEnv };

/** Starts a program and gathers what it says. It is killed when the test is over, if it still runs. */
export function start(command: string, args: string[], { cwd, env = bareEnvironment() }: Surroundings = {}) {
  const child: ChildProcess = spawn(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const lines: string[] = [];
  createInterface({ input: child.stdout! }).on('line', (line) => lines.push(line));
  child.stdout!.on('data', (data: Buffer) => void (stdout += data.toString()));
  child.stderr!.on('data', (data: Buffer) => void (stderr += data.toString()));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    ended,
    /** Every whole line of stdout so far. */
    lines,
    stdout: () => stdout,
    stderr: () => stderr,
    /** Waits until a line of stdout holds a text. */
    async line(text: string): Promise<string> {
      return soon(
        () => {
          const found = lines.find((line) => line.includes(text));
          if (found === undefined) throw new Error(`No line with "${text}" in:\n${stdout}${stderr}`);
          return found;
        },
        { interval: 20 },
      );
    },
  };
}

/** Starts `lanyard`. */
export const startLanyard = (args: string[], surroundings: Surroundings = {}) =>
  start(process.execPath, [program, ...args], surroundings);

/** Runs `lanyard` to its end. */
export const lanyard = (args: string[], surroundings: Surroundings = {}): Promise<Ended> =>
  startLanyard(args, surroundings).ended;

/** The command line on one data folder, answering in JSON. */
export function cliOn(folder: string) {
  return {
    /** Expects success. @returns the one value on stdout */
    async json<T = Record<string, unknown>>(...args: string[]): Promise<T> {
      const { code, stdout, stderr } = await lanyard([...args, '--data', folder, '--json']);
      expect({ code, stderr }, args.join(' ')).toEqual({ code: 0, stderr: '' });
      expect(stdout.split('\n'), 'one line').toHaveLength(2);
      return JSON.parse(stdout) as T;
    },
    /** Expects a refusal or failure. @returns the error's code */
    async refused(...args: string[]): Promise<string> {
      const { code, stdout, stderr } = await lanyard([...args, '--data', folder, '--json']);
      expect({ code, stdout }, args.join(' ')).toEqual({ code: 1, stdout: '' });
      return errorOf(stderr).code;
    },
    /** Expects success. @returns what people read */
    async text(...args: string[]): Promise<string> {
      const { code, stdout, stderr } = await lanyard([...args, '--data', folder]);
      expect({ code, stderr }, args.join(' ')).toEqual({ code: 0, stderr: '' });
      return stdout;
    },
  };
}

/** The error on the one line of stderr. */
export function errorOf(stderr: string): { code: string; message: string } {
  expect(stderr.split('\n'), 'one line').toHaveLength(2);
  return (JSON.parse(stderr) as { error: { code: string; message: string } }).error;
}

/** The first line of `serve --json`. */
export type Ready = { event: 'ready'; vendorId: string; api: string; console: string | null };

/** Starts `lanyard serve` on a free port, and waits until it is ready. */
export async function serve(folder: string, args: string[] = [], surroundings: Surroundings = {}) {
  const running = startLanyard(
    ['serve', '--port', '0', '--no-console', '--data', folder, '--json', ...args],
    surroundings,
  );
  const ready = JSON.parse(await running.line('"ready"')) as Ready;
  return {
    ...running,
    ready,
    api: ready.api,
    /** Stops it as a service manager does. */
    stop: (): Promise<Ended> => {
      running.child.kill('SIGTERM');
      return running.ended;
    },
    /** The events so far, without the one of readiness. */
    events: () =>
      running.lines.slice(1).map((line) => JSON.parse(line) as { event: string } & Record<string, unknown>),
  };
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  if (existsSync('/proc')) return existsSync(`/proc/${pid}`);
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
