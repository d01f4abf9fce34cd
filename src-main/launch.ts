#!/usr/bin/env node
/** The program `lanyard`: makes sure that a Node runs it which can, and decides what `npm start` starts. */
import { findDesktopRuntime, runDesktop } from './cli/desktop-runtime.ts';
import { isNewEnough, runWithNewerNode } from './cli/newer-node.ts';

/** What `npm start` calls: the desktop app where it can run, else the server with its console. The demo is headless. */
async function start(args: string[]): Promise<void> {
  if (args.includes('--demo')) return run(['demo', ...args.filter((argument) => argument !== '--demo')]);
  const runtime = findDesktopRuntime(process.env);
  if ('electron' in runtime) return runDesktop(runtime.electron, args);
  process.stderr.write(`${runtime.missing}: serving headless.\n`);
  return run(['serve', ...args]);
}

async function run(args: string[]): Promise<void> {
  const { runCommandLine } = await import('./cli.ts');
  await runCommandLine(args);
}

process.noDeprecation = true; // what a dependency will have to change is nothing that a request may write on stderr

const [command, ...rest] = process.argv.slice(2);
if (!isNewEnough()) await runWithNewerNode(process.argv.slice(1));
else if (command === 'start') await start(rest);
else await run(process.argv.slice(2));
