import { failure, type Outcome, type Surroundings } from './part.ts';
import { withReport } from './report.ts';
import { runTool } from './tool.ts';

/** What Playwright's JSON reporter writes, as far as it is read here. */
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites: Suite[];
  /** What failed outside any test. */
  errors?: PlaywrightError[];
};
type PlaywrightError = { message?: string };
type Suite = {
  file: string;
  suites?: Suite[];
  specs: { title: string; tests: { results: { errors: PlaywrightError[] }[] }[] }[];
};

/** The outcome of a report; a test that passes only now and then has failed. */
export function countPlaywright(report: unknown): Outcome {
  const { stats, suites, errors = [] } = report as PlaywrightReport;
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: [
      ...suites.flatMap(failuresOf),
      ...errors.map((error) => failure('e2e', 'the run', messages([error]))),
    ],
  };
}

const messages = (errors: readonly PlaywrightError[]): string =>
  errors.map(({ message = '' }) => message).join('\n');

function failuresOf({ file, suites = [], specs }: Suite): string[] {
  const own = specs.flatMap(({ title, tests }) => {
    const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
    return errors.length === 0 ? [] : [failure(file, title, messages(errors))];
  });
  return [...own, ...suites.flatMap(failuresOf)];
}

/**
 * Runs a project of test/e2e/playwright.config.ts with what it depends on.
 * @param under a program to run it under, such as a virtual display
 */
export async function runPlaywright(
  project: string,
  { signal, build }: Surroundings,
  under: readonly string[] = [],
): Promise<Outcome> {
  await build();
  const args = ['test', '-c', 'test/e2e', '--project', project, '--reporter=list,json'];
  return withReport(
    (file) => runTool('playwright', args, { signal, under, env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file } }),
    countPlaywright,
  );
}
