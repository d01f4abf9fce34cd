/**
 * Measures Lanyard against the least that could do the same work, in one run on this machine. Each figure is a ratio of two
 * programs that were measured in turns, so that a busy machine slows both: 1 = as fast as the baseline.
 * `npm run bench`, or `npm run -s bench -- --json` for one JSON object on one line.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.ts';
import { measureChecks } from './checks.ts';
import { measureDownloads } from './downloads.ts';
import { measureMemory } from './memory.ts';
import { measureReady } from './ready.ts';
import { print, type Result } from './report.ts';

const json = process.argv.includes('--json');
const say = (line: string) => void process.stderr.write(`${line}\n`);
const folder = mkdtempSync(join(tmpdir(), 'lanyard-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

say('building …');
await build();
const result: Result = {
  ...(await measureChecks(join(folder, 'checks'), say)),
  ...(await measureDownloads(join(folder, 'downloads'), say)),
  ...(await measureReady(join(folder, 'ready'), say)),
  ...(await measureMemory(join(folder, 'memory'), say)),
};
print(result, json);
process.exit(0);
