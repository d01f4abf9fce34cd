import { inWords, type Part, sum, type Surroundings, type Totals } from './part.ts';

const MINUTE_MS = 60_000;

type Options = Surroundings & {
  /** On a build machine nothing may be skipped: a missing runtime is a failure there. */
  ci: boolean;
  print: (line: string) => void;
};

/**
 * Runs parts one after the other, whatever becomes of each, and prints how long each took.
 * @returns the totals of all of them
 */
export async function runParts(parts: readonly Part[], options: Options): Promise<Totals> {
  const lines: string[] = [];
  const all: Totals[] = [];
  for (const part of parts) {
    options.print(`\n── ${part.name}: ${part.about}`);
    const began = performance.now();
    const { totals, note } = options.signal.aborted
      ? { totals: failed, note: 'not run: interrupted' }
      : await runPart(part, options);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const line = `${part.name.padEnd(12)} ${seconds.padStart(6)} s   ${note ?? inWords(totals)}`;
    if (note) options.print(note);
    lines.push(line);
    all.push(totals);
  }
  options.print('\n── parts');
  for (const line of lines) options.print(line);
  return sum(all);
}

const failed: Totals = { passed: 0, failed: 1, skipped: 0 };
const skipped: Totals = { passed: 0, failed: 0, skipped: 1 };

async function runPart(part: Part, options: Options): Promise<{ totals: Totals; note?: string }> {
  const { ci, signal, build } = options;
  try {
    const missing = part.requires?.() ?? null;
    if (missing)
      return {
        totals: ci ? failed : skipped,
        note: `${ci ? 'failed' : 'skipped'}: ${missing.reason} To install it: ${missing.install}`,
      };
    const minutes = part.minutes ?? 15;
    const limit = AbortSignal.timeout(minutes * MINUTE_MS);
    const totals = await part.run({ build, signal: AbortSignal.any([signal, limit]) });
    return limit.aborted
      ? { totals: sum([totals, failed]), note: `failed: not done after ${minutes} minutes` }
      : { totals };
  } catch (error) {
    return { totals: failed, note: `failed: ${error instanceof Error ? error.message : String(error)}` };
  }
}
