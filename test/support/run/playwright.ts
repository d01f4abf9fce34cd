import type { Surroundings, Totals } from './part.ts';
import { withReport } from './report.ts';
import { runTool } from './tool.ts';

/** What Playwright's JSON reporter writes, as far as it is read here. */
type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number; skipped: number } };

/** The totals of a report; a test that passes only now and then has failed. */
export function countPlaywright(report: unknown): Totals {
  const { expected, unexpected, flaky, skipped } = (report as PlaywrightReport).stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

/**
 * Runs a project of test/e2e/playwright.config.ts with what it depends on.
 * @param under a program to run it under, such as a virtual display
 */
export async function runPlaywright(
  project: string,
  { signal, build }: Surroundings,
  under: readonly string[] = [],
): Promise<Totals> {
  await build();
  const args = ['test', '-c', 'test/e2e', '--project', project, '--reporter=list,json'];
  return withReport(
    (file) => runTool('playwright', args, { signal, under, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file } }),
    countPlaywright,
  );
}
