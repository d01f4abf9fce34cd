#!/usr/bin/env node
/** The program `lanyard`: makes sure that a Node runs it which can, and decides what `npm start` starts. */
import { isNewEnough, runWithNewerNode } from './cli/newer-node.ts';

/**
 * What to run for a command line: `start` is what `npm start` calls, and the one place that chooses between the desktop
 * app and the headless server. There is no desktop app yet.
 */
function choose([command, ...rest]: string[]): string[] {
  if (command !== 'start') return command === undefined ? [] : [command, ...rest];
  process.stderr.write('No desktop runtime here: serving headless.\n');
  return rest.includes('--demo') ? ['demo', ...rest.filter((word) => word !== '--demo')] : ['serve', ...rest];
}

if (isNewEnough()) {
  const { runCommandLine } = await import('./cli.ts');
  await runCommandLine(choose(process.argv.slice(2)));
} else await runWithNewerNode(process.argv.slice(1));
