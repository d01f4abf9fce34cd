/**
 * Everything that `npm test` runs: all parts in order, or the named ones (`npm test -- unit integration`).
 * `npm test -- --list` names them; with `--long` it is what takes too long for that. The last line always reads `N passed, N failed, N skipped`.
 */
import { inWords, type Totals } from './support/run/part.ts';
import { longParts } from './support/run/long-parts.ts';
import { parts as shortParts } from './support/run/parts.ts';
import { runParts } from './support/run/run-parts.ts';
import { runTool } from './support/run/tool.ts';

const print = (line: string) => void process.stdout.write(`${line}\n`);

/** Says how it went and ends the process. Nothing that ran is nothing that passed. */
function finish(totals: Totals): never {
  print(`\n${inWords(totals)}`);
  process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);
}

function crash(error: unknown): never {
  print(error instanceof Error ? (error.stack ?? error.message) : String(error));
  finish({ passed: 0, failed: 1, skipped: 0 });
}

process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort());

const isLong = process.argv.includes('--long');
const parts = isLong ? longParts : shortParts;
const names = process.argv.slice(2).filter((name) => name !== '--long');
if (names.includes('--list')) {
  for (const { name, about } of parts) print(`${name.padEnd(12)} ${about}`);
  process.exit(0);
}
const unknown = names.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  print(`No part is called ${unknown.join(' or ')}. There are: ${parts.map(({ name }) => name).join(', ')}.`);
  finish({ passed: 0, failed: 1, skipped: 0 });
}

let building: Promise<void> | undefined;
const build = async (signal: AbortSignal) => {
  print('building dist/ …');
  if ((await runTool('vite', ['build', '--logLevel', 'warn'], { signal })) !== 0)
    throw new Error('the build failed');
};

finish(
  await runParts(names.length === 0 ? parts : parts.filter(({ name }) => names.includes(name)), {
    ci: process.env['CI'] === 'true',
    signal: interrupted.signal,
    build: () => (building ??= build(interrupted.signal)),
    print,
  }),
);
