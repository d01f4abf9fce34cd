/**
 * Sends hostile and broken requests to the built program: every endpoint of every dialect, paths that are none, the console, the
 * docs, what is no HTTP at all, and every channel of the contract over the local socket.
 * `npm run fuzz -- --cases N --seed S`; `--case I` sends one case of a seed alone, `--seconds T` ends sooner, and `--kind K`
 * sends cases of one kind only.
 * The last line always reads `N passed, N failed, N skipped`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inWords } from '../support/run/part.ts';
import type { KindName } from './cases/index.ts';
import { runCases } from './run-cases.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    case: { type: 'string' },
    kind: { type: 'string', multiple: true },
    seconds: { type: 'string', default: '3600' },
  },
});
const scratch = mkdtempSync(join(tmpdir(), 'lanyard-fuzz-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const from = values.case === undefined ? 0 : Number(values.case);
const totals = await runCases({
  scratch,
  seed: values.seed,
  from,
  to: values.case === undefined ? Number(values.cases) : from + 1,
  seconds: Number(values.seconds),
  kinds: values.kind as KindName[] | undefined,
  say: (line) => void process.stdout.write(`${line}\n`),
});
process.stdout.write(`\n${inWords(totals)}\n`);
process.exit(totals.failed > 0 || totals.passed === 0 ? 1 : 0);
