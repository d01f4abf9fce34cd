import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../support/run/tool.ts';

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'test', 'run.ts'), ...args], { encoding: 'utf8' });

it('lists its parts', () => {
  const { stdout, status } = run('--list');
  expect(stdout).toMatch(/^check +format, lint, types and dead code$/m);
  expect(stdout).toMatch(/^integration /m);
  expect(status).toBe(0);
});

it('ends with the totals and fails when it is asked for a part that does not exist', () => {
  const { stdout, status } = run('nonsense');
  expect(stdout).toContain('No part is called nonsense.');
  expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed, 0 skipped');
  expect(status).toBe(1);
});
