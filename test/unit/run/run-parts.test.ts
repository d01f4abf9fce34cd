import { describe, expect, it } from 'vitest';
import type { Part, Totals } from '../../support/run/part.ts';
import { runParts } from '../../support/run/run-parts.ts';

const part = (name: string, run: Part['run'], more: Partial<Part> = {}): Part => ({
  name,
  about: `${name} tests`,
  run,
  ...more,
});
const totals = (passed: number, failed = 0, skipped = 0): Totals => ({ passed, failed, skipped });
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
    const noting = (name: string, result: Totals) =>
      part(name, () => {
        order.push(name);
        return Promise.resolve(result);
      });
    const { result, output } = await runAll([noting('first', totals(3)), noting('second', totals(2, 1, 4))]);
    expect(order).toEqual(['first', 'second']);
    expect(result).toEqual(totals(5, 1, 4));
    expect(output).toMatch(/first +\d+\.\d s +3 passed, 0 failed, 0 skipped/);
  });

  it('count one failure for a part that crashes, and go on', async () => {
    const { result, output } = await runAll([
      part('broken', () => Promise.reject(new Error('the runner fell over'))),
      part('fine', () => Promise.resolve(totals(1))),
    ]);
    expect(result).toEqual(totals(1, 1));
    expect(output).toContain('failed: the runner fell over');
  });

  it('are skipped with the reason and the remedy where their runtime is missing', async () => {
    const browser = part('browser', () => Promise.resolve(totals(9)), { requires: () => missing });
    const { result, output } = await runAll([browser]);
    expect(result).toEqual(totals(0, 0, 1));
    expect(output).toContain('skipped: there is no browser. To install it: apt-get install browser');
  });

  it('may not be skipped on a build machine', async () => {
    const browser = part('browser', () => Promise.resolve(totals(9)), { requires: () => missing });
    const { result, output } = await runAll([browser], { ci: true });
    expect(result).toEqual(totals(0, 1));
    expect(output).toContain('failed: there is no browser.');
  });

  it('run where what they require is there', async () => {
    const { result } = await runAll([
      part('browser', () => Promise.resolve(totals(9)), { requires: () => null }),
    ]);
    expect(result).toEqual(totals(9));
  });

  it('fail when they are not done in time', async () => {
    const hanging = part(
      'hanging',
      ({ signal }) => new Promise((end) => signal.addEventListener('abort', () => end(totals(2)))),
      { minutes: 0.0005 },
    );
    const { result, output } = await runAll([hanging]);
    expect(result).toEqual(totals(2, 1));
    expect(output).toContain('not done after');
  });

  it('are not started any more after an interruption', async () => {
    const { result, output } = await runAll([part('late', () => Promise.resolve(totals(1)))], {
      signal: AbortSignal.abort(),
    });
    expect(result).toEqual(totals(0, 1));
    expect(output).toContain('interrupted');
  });
});
