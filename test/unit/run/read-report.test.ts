import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { countPlaywright } from '../../support/run/playwright.ts';
import { readReport } from '../../support/run/report.ts';
import { root } from '../../support/run/tool.ts';
import { countVitest } from '../../support/run/vitest.ts';

function report(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'report.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
const counts = { numPassedTests: 4, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, testResults: [] };
const unexplained: unknown = expect.stringContaining('without naming a test');

it('counts what the report counts, with what is still to be written as skipped', () => {
  expect(readReport(report(counts), 0, countVitest)).toEqual({
    passed: 4,
    failed: 0,
    skipped: 2,
    failures: [],
  });
});

it('counts failed tests once, and tells which and why without colours', () => {
  const file = (name: string, more: object) => ({
    name: join(root, 'test', name),
    status: 'failed',
    ...more,
  });
  const test = {
    fullName: 'a seat is taken',
    status: 'failed',
    failureMessages: ['\u001B[31mno seat\u001B[0m\n\n  at x\n  at a (/p/node_modules/b)'],
  };
  const failing = {
    ...counts,
    numFailedTests: 1,
    testResults: [
      file('seats.test.ts', { message: '', assertionResults: [{ ...test, status: 'passed' }, test] }),
      file('broken.test.ts', { message: 'cannot be loaded', assertionResults: [] }),
    ],
  };
  expect(readReport(report(failing), 1, countVitest)).toEqual({
    passed: 4,
    failed: 1,
    skipped: 2,
    failures: [
      'test/seats.test.ts > a seat is taken\n    no seat\n      at x',
      'test/broken.test.ts > the file itself\n    cannot be loaded',
    ],
  });
});

it('counts a failure that no test explains', () => {
  const failed = { passed: 4, failed: 1, skipped: 2, failures: [unexplained] };
  expect(readReport(report(counts), 1, countVitest)).toEqual(failed);
  expect(readReport(report(counts), null, countVitest)).toEqual(failed);
});

it('counts a run that left no report, or half of one, as failed', () => {
  const failed = { passed: 0, failed: 1, skipped: 0, failures: [unexplained] };
  expect(readReport('/nowhere/report.json', 0, countVitest)).toEqual(failed);
  expect(readReport(report('{"numPassed'), 0, countVitest)).toEqual(failed);
  expect(readReport(report({}), 0, countPlaywright)).toEqual(failed);
});

it('counts what Playwright reports, and a test that passes only now and then as failed', () => {
  const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 2 };
  const spec = (title: string, message?: string) => ({
    title,
    tests: [{ results: [{ errors: message === undefined ? [] : [{ message }] }] }],
  });
  const suites = [
    {
      file: 'story.spec.ts',
      specs: [spec('fine'), spec('a row appears', 'no row')],
      suites: [{ file: 'story.spec.ts', specs: [spec('now and then', 'too late')] }],
    },
  ];
  expect(readReport(report({ stats, suites }), 1, countPlaywright)).toEqual({
    passed: 3,
    failed: 2,
    skipped: 2,
    failures: ['story.spec.ts > a row appears\n    no row', 'story.spec.ts > now and then\n    too late'],
  });
});
