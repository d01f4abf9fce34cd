import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Surroundings, Totals } from './part.ts';
import { runTool } from './tool.ts';

/** What Vitest's JSON reporter writes, as far as it is read here. */
type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  success: boolean;
};

/**
 * The totals that a report file tells. A run that failed without a failed test (a file that does not load, an error
 * nobody caught, a crash before the report) has one failure more than its report says.
 * @param file where Vitest was asked to write its report
 * @param code its exit code; null when a signal ended it
 */
export function readReport(file: string, code: number | null): Totals {
  let report: Report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const unexplained = report.numFailedTests === 0 && (code !== 0 || !report.success);
  return {
    passed: report.numPassedTests,
    failed: unexplained ? 1 : report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Runs a Vitest project of vite.config.ts. @param more further arguments, e.g. files */
export async function runVitest(
  project: string,
  { signal, build }: Surroundings,
  more: readonly string[] = [],
): Promise<Totals> {
  await build();
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-report-'));
  const file = join(folder, 'report.json');
  try {
    const args = ['run', '--project', project, '--reporter=default', '--reporter=json'];
    const code = await runTool('vitest', [...args, `--outputFile.json=${file}`, ...more], {
      signal,
      env: { LANYARD_BUILT: '1' },
    });
    return readReport(file, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
