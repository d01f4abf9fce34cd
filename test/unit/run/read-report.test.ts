import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { countPlaywright } from '../../support/run/playwright.ts';
import { readReport } from '../../support/run/report.ts';
import { countVitest } from '../../support/run/vitest.ts';

function report(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'report.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
const counts = { numPassedTests: 4, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 };

it('counts what the report counts, with what is still to be written as skipped', () => {
  expect(readReport(report(counts), 0, countVitest)).toEqual({ passed: 4, failed: 0, skipped: 2 });
});

it('counts failed tests once', () => {
  const failing = { ...counts, numFailedTests: 2 };
  expect(readReport(report(failing), 1, countVitest)).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

it('counts a failure that no test explains', () => {
  expect(readReport(report(counts), 1, countVitest).failed).toBe(1);
  expect(readReport(report(counts), null, countVitest).failed).toBe(1);
});

it('counts a run that left no report, or half of one, as failed', () => {
  expect(readReport('/nowhere/report.json', 0, countVitest)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(readReport(report('{"numPassed'), 0, countVitest)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

it('counts what Playwright reports, and a test that passes only now and then as failed', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };
  expect(readReport(report({ stats }), 1, countPlaywright)).toEqual({ passed: 3, failed: 2, skipped: 2 });
  expect(readReport(report({}), 0, countPlaywright)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
