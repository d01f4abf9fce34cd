import type { Surroundings, Totals } from './part.ts';
import { withReport } from './report.ts';
import { runTool } from './tool.ts';

/** What Vitest's JSON reporter writes, as far as it is read here. */
type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
};

/** The totals of a report; tests that are still to be written are skipped ones. */
export function countVitest(report: unknown): Totals {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report as VitestReport;
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

/** Runs a Vitest project of vite.config.ts. */
export async function runVitest(project: string, { signal, build }: Surroundings): Promise<Totals> {
  await build();
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json'];
  return withReport(
    (file) =>
      runTool('vitest', [...args, `--outputFile.json=${file}`], { signal, env: { LANYARD_BUILT: '1' } }),
    countVitest,
  );
}
