import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Totals } from './part.ts';

/** What a test runner's JSON reporter says, as totals. */
export type Count = (report: unknown) => Totals;

/**
 * The totals that a report file tells. A run that failed without a failed test (a file that does not load, an error
 * nobody caught, a crash before the report) has one failure more than its report says.
 * @param file where the runner was asked to write its report
 * @param code its exit code; null when a signal ended it
 */
export function readReport(file: string, code: number | null, count: Count): Totals {
  try {
    const totals = count(JSON.parse(readFileSync(file, 'utf8')));
    return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/**
 * Runs a test runner that writes a report.
 * @param run starts it, with the file for the report; returns its exit code
 */
export async function withReport(
  run: (file: string) => Promise<number | null>,
  count: Count,
): Promise<Totals> {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-report-'));
  try {
    const file = join(folder, 'report.json');
    return readReport(file, await run(file), count);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
