import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { Outcome, Surroundings } from './part.ts';
import { root } from './tool.ts';

const TOTALS = /^(\d+) passed, (\d+) failed, (\d+) skipped$/;

/**
 * Runs a tool of the tests that counts by itself, such as `test/fuzz/fuzz.ts`: its last line reads
 * `N passed, N failed, N skipped`, and a line of each failure begins with `FAILED`. One that ends otherwise has failed.
 */
export async function runToolPart(
  script: string,
  args: readonly string[],
  { signal, build }: Surroundings,
): Promise<Outcome> {
  await build();
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const end = () => child.kill('SIGTERM');
  signal.addEventListener('abort', end, { once: true });
  const failures: string[] = [];
  let totals: RegExpExecArray | null = null;
  createInterface({ input: child.stdout }).on('line', (line) => {
    process.stdout.write(`${line}\n`);
    if (line.startsWith('FAILED')) failures.push(line);
    totals = TOTALS.exec(line) ?? totals;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  signal.removeEventListener('abort', end);
  const [passed = 0, failed = 0, skipped = 0] =
    (totals as RegExpExecArray | null)?.slice(1).map(Number) ?? [];
  return code === 0 || failed > 0
    ? { passed, failed, skipped, failures }
    : {
        passed,
        failed: 1,
        skipped,
        failures: [`${script} ended with ${code ?? 'a signal'} and without a count`],
      };
}
