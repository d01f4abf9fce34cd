import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readReport } from '../../support/run/vitest.ts';

function report(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'report.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
const counts = { numPassedTests: 4, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, success: true };

it('counts what the report counts, with what is still to be written as skipped', () => {
  expect(readReport(report(counts), 0)).toEqual({ passed: 4, failed: 0, skipped: 2 });
});

it('counts failed tests once', () => {
  const failing = { ...counts, numFailedTests: 2, success: false };
  expect(readReport(report(failing), 1)).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

it('counts a failure that no test explains', () => {
  expect(readReport(report(counts), 1).failed).toBe(1);
  expect(readReport(report(counts), null).failed).toBe(1);
  expect(readReport(report({ ...counts, success: false }), 0).failed).toBe(1);
});

it('counts a run that left no report, or half of one, as failed', () => {
  expect(readReport('/nowhere/report.json', 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(readReport(report('{"numPassed'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
