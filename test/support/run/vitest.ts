import { relative } from 'node:path';
import { failure, type Outcome, type Surroundings } from './part.ts';
import { withReport } from './report.ts';
import { root, runTool } from './tool.ts';

/** What Vitest's JSON reporter writes, as far as it is read here. */
type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    /** The file. */
    name: string;
    /** Why the file itself failed, if it did. */
    message: string;
    status: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
};

/** The outcome of a report; tests that are still to be written are skipped ones. */
export function countVitest(report: unknown): Outcome {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    report as VitestReport;
  const failures = testResults.flatMap(({ name, message, status, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    return failed.length === 0 && status === 'failed'
      ? [failure(file, 'the file itself', message)]
      : failed.map((test) => failure(file, test.fullName, test.failureMessages.join('\n')));
  });
  return {
    passed: numPassedTests,
    failed: numFailedTests,
    skipped: numPendingTests + numTodoTests,
    failures,
  };
}

/** Runs a Vitest project of vite.config.ts. */
export async function runVitest(project: string, { signal, build }: Surroundings): Promise<Outcome> {
  await build();
  const args = ['run', '--project', project, '--reporter=default', '--reporter=json'];
  return withReport(
    (file) =>
      runTool('vitest', [...args, `--outputFile.json=${file}`], { signal, env: { LANYARD_BUILT: '1' } }),
    countVitest,
  );
}
