import { describe, expect, it } from 'vitest';
import type { Outcome, Part, Totals } from '../../support/run/part.ts';
import { runParts } from '../../support/run/run-parts.ts';

const part = (name: string, run: Part['run'], more: Partial<Part> = {}): Part => ({
  name,
  about: `${name} tests`,
  run,
  ...more,
});
const totals = (passed: number, failed = 0, skipped = 0): Totals => ({ passed, failed, skipped });
const outcome = (passed: number, failures: string[] = [], skipped = 0): Outcome => ({
  ...totals(passed, failures.length, skipped),
  failures,
});
const missing = { reason: 'there is no browser.', install: 'apt-get install browser' };

async function runAll(parts: Part[], { ci = false, signal = new AbortController().signal } = {}) {
  const lines: string[] = [];
  const result = await runParts(parts, {
    ci,
    signal,
    build: () => Promise.resolve(),
    print: (line) => lines.push(line),
  });
  return { result, output: lines.join('\n') };
}

describe('the parts of the test run', () => {
  it('run in order and their totals are added up', async () => {
    const order: string[] = [];
    const noting = (name: string, result: Outcome) =>
      part(name, () => {
        order.push(name);
        return Promise.resolve(result);
      });
    const { result, output } = await runAll([
      noting('first', outcome(3)),
      noting('second', outcome(2, ['b > c'], 4)),
    ]);
    expect(order).toEqual(['first', 'second']);
    expect(result).toMatchObject(totals(5, 1, 4));
    expect(output).toMatch(/first +\d+\.\d s +3 passed, 0 failed, 0 skipped/);
    expect(output).toContain('── failed\nsecond: b > c\n');
  });

  it('count one failure for a part that crashes, and go on', async () => {
    const { result, output } = await runAll([
      part('broken', () => Promise.reject(new Error('the runner fell over'))),
      part('fine', () => Promise.resolve(outcome(1))),
    ]);
    expect(result).toMatchObject(totals(1, 1));
    expect(output).toContain('failed: the runner fell over');
  });

  it('are skipped with the reason and the remedy where their runtime is missing', async () => {
    const browser = part('browser', () => Promise.resolve(outcome(9)), { requires: () => missing });
    const { result, output } = await runAll([browser]);
    expect(result).toMatchObject(totals(0, 0, 1));
    expect(output).toContain('skipped: there is no browser. To install it: apt-get install browser');
  });

  it('may not be skipped on a build machine', async () => {
    const browser = part('browser', () => Promise.resolve(outcome(9)), { requires: () => missing });
    const { result, output } = await runAll([browser], { ci: true });
    expect(result).toMatchObject(totals(0, 1));
    expect(output).toContain('failed: there is no browser.');
  });

  it('run where what they require is there', async () => {
    const { result } = await runAll([
      part('browser', () => Promise.resolve(outcome(9)), { requires: () => null }),
    ]);
    expect(result).toMatchObject(totals(9));
  });

  it('fail when they are not done in time', async () => {
    const hanging = part(
      'hanging',
      ({ signal }) => new Promise((end) => signal.addEventListener('abort', () => end(outcome(2)))),
      { minutes: 0.0005 },
    );
    const { result, output } = await runAll([hanging]);
    expect(result).toMatchObject(totals(2, 1));
    expect(output).toContain('not done after');
  });

  it('are not started any more after an interruption', async () => {
    const { result, output } = await runAll([part('late', () => Promise.resolve(outcome(1)))], {
      signal: AbortSignal.abort(),
    });
    expect(result).toMatchObject(totals(0, 1));
    expect(output).toContain('interrupted');
  });
});
