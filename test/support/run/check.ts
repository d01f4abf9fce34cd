import type { Outcome, Surroundings } from './part.ts';
import { sum } from './part.ts';
import { runTool } from './tool.ts';

const sources = ['src-main', 'src-renderer', 'shared', 'test', 'vite.config.ts'];

const checks: readonly { name: string; tool: string; args: readonly string[] }[] = [
  { name: 'format', tool: 'oxfmt', args: ['--check', '.'] },
  { name: 'lint', tool: 'oxlint', args: sources },
  { name: 'types', tool: 'typescript/tsc', args: ['-p', '.'] },
  { name: 'dead code', tool: 'knip', args: ['--no-progress', '--treat-config-hints-as-errors'] },
  {
    name: 'files that only tests use',
    tool: 'knip',
    args: ['--no-progress', '--production', '--include', 'files'],
  },
];

/** Format, lint, types and dead code: each counts as one test. */
export async function runChecks({ signal }: Surroundings): Promise<Outcome> {
  const results: Outcome[] = [];
  for (const { name, tool, args } of checks) {
    const passed = (await runTool(tool, args, { signal })) === 0;
    process.stdout.write(`${passed ? 'passed' : 'FAILED'}: ${name}\n`);
    results.push(
      passed
        ? { passed: 1, failed: 0, skipped: 0, failures: [] }
        : { passed: 0, failed: 1, skipped: 0, failures: [name] },
    );
  }
  return sum(results);
}
