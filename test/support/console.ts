import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Channel, Input, Output } from '../../shared/contract.ts';
import { connectLocally, type Connection } from '../../src-main/ipc/transports/local-client.ts';

const program = join(import.meta.dirname, '..', '..', 'dist/main/launch.js');

export type ConsoleProgram = Awaited<ReturnType<typeof startConsoleProgram>>;

/** The built program as a vendor runs it, `lanyard serve`, on a data folder; with its console and a way to call channels. */
export async function startConsoleProgram(folder: string, args: readonly string[] = []) {
  const data = join(folder, 'data');
  const child = spawn(
    process.execPath,
    [
      program,
      'serve',
      '--json',
      '--port',
      '0',
      '--console-port',
      '0',
      '--no-rate-limits',
      '--data',
      data,
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ready = await readyEvent(child);
  const local = await connectLocally(data);
  if (!local) throw new Error('The server has no local socket');
  return {
    data,
    api: ready.api,
    vendorId: ready.vendorId,
    /** A link that logs in once. */
    link: ready.console,
    /** Calls a channel as the command line does, and expects it to succeed. */
    call: <C extends Channel>(channel: C, input: Input<C>) => call(local, channel, input),
    /** Publishes bytes under a file name. */
    publish: (
      content: Buffer | string,
      input: Omit<Input<'releases.publish'>, 'path'> & { fileName: string },
    ) => {
      const { fileName, ...rest } = input;
      const path = join(folder, fileName);
      writeFileSync(path, content);
      return call(local, 'releases.publish', { path, ...rest });
    },
    /** Ends it as a service manager does, or as a power cut does. */
    async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}

async function call<C extends Channel>(local: Connection, channel: C, input: Input<C>): Promise<Output<C>> {
  const reply = await local.invoke(channel, input);
  if (!reply.ok) throw new Error(`${channel}: ${reply.error.code}: ${reply.error.message}`);
  return reply.value;
}

type Ready = { event: 'ready'; vendorId: string; api: string; console: string };

/** The first line that the program prints. */
async function readyEvent(child: ChildProcess): Promise<Ready> {
  for await (const line of createInterface({ input: child.stdout! })) {
    child.stdout!.resume(); // the rows of the log that follow are nobody's
    return JSON.parse(line) as Ready;
  }
  throw new Error('The program ended before it was ready');
}
