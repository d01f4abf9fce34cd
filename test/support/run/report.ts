import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from './part.ts';

/** What a test runner's JSON reporter says, counted. */
export type Count = (report: unknown) => Outcome;

const unexplained = {
  failed: 1,
  failures: ['The runner failed without naming a test; its output says why.'],
};

/**
 * The outcome that a report file tells. A run that failed without a failed test (a file that does not load, an error
 * nobody caught, a crash before the report) has one failure more than its report says.
 * @param file where the runner was asked to write its report
 * @param code its exit code; null when a signal ended it
 */
export function readReport(file: string, code: number | null, count: Count): Outcome {
  try {
    const outcome = count(JSON.parse(readFileSync(file, 'utf8')));
    return code !== 0 && outcome.failed === 0 ? { ...outcome, ...unexplained } : outcome;
  } catch {
    return { passed: 0, skipped: 0, ...unexplained };
  }
}

/**
 * Runs a test runner that writes a report.
 * @param run starts it, with the file for the report; returns its exit code
 */
export async function withReport(
  run: (file: string) => Promise<number | null>,
  count: Count,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-report-'));
  try {
    const file = join(folder, 'report.json');
    return readReport(file, await run(file), count);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
