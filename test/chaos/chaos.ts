/**
 * Ends, stops and starves the built server and its clients at random moments under mixed load, and looks after each round whether
 * everything that was acknowledged is there. `npm run chaos -- --rounds N --seed S`; `--seconds T` ends sooner, and
 * `--blow B` strikes with that one only.
 * The last line always reads `N passed, N failed, N skipped`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inWords } from '../support/run/part.ts';
import type { BlowName } from './blows/index.ts';
import { runRounds } from './run-rounds.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '7200' },
    blow: { type: 'string', multiple: true },
    keep: { type: 'boolean', default: false },
  },
});
const scratch = mkdtempSync(join(tmpdir(), 'lanyard-chaos-'));
if (values.keep) process.stdout.write(`${scratch}\n`);
else process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const totals = await runRounds({
  scratch,
  seed: values.seed,
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  only: values.blow as BlowName[] | undefined,
  say: (line) => void process.stdout.write(`${line}\n`),
});
process.stdout.write(`\n${inWords(totals)}\n`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);
