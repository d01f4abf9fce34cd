import { inWords, type Outcome, type Part, sum, type Surroundings } from './part.ts';

const MINUTE_MS = 60_000;

type Options = Surroundings & {
  /** On a build machine nothing may be skipped: a missing runtime is a failure there. */
  ci: boolean;
  print: (line: string) => void;
};

/**
 * Runs parts one after the other, whatever becomes of each, and prints at the end what failed and how long each took.
 * @returns the outcome of all of them
 */
export async function runParts(parts: readonly Part[], options: Options): Promise<Outcome> {
  const lines: string[] = [];
  const all: Outcome[] = [];
  for (const part of parts) {
    options.print(`\n── ${part.name}: ${part.about}`);
    const began = performance.now();
    const { outcome, note } = options.signal.aborted
      ? failed('not run: interrupted')
      : await runPart(part, options);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const line = `${part.name.padEnd(12)} ${seconds.padStart(6)} s   ${note ?? inWords(outcome)}`;
    if (note) options.print(note);
    lines.push(line);
    all.push({ ...outcome, failures: outcome.failures.map((text) => `${part.name}: ${text}`) });
  }
  const total = sum(all);
  if (total.failures.length > 0) options.print('\n── failed');
  for (const text of total.failures) options.print(text);
  options.print('\n── parts');
  for (const line of lines) options.print(line);
  return total;
}

type Ended = { outcome: Outcome; note?: string };

const nothing: Outcome = { passed: 0, failed: 0, skipped: 0, failures: [] };
const failed = (note: string): Ended => ({ outcome: { ...nothing, failed: 1, failures: [note] }, note });

async function runPart(part: Part, options: Options): Promise<Ended> {
  const { ci, signal, build } = options;
  try {
    const missing = part.requires?.() ?? null;
    if (missing) {
      const why = `${missing.reason} To install it: ${missing.install}`;
      return ci ? failed(`failed: ${why}`) : { outcome: { ...nothing, skipped: 1 }, note: `skipped: ${why}` };
    }
    const minutes = part.minutes ?? 15;
    const limit = AbortSignal.timeout(minutes * MINUTE_MS);
    const outcome = await part.run({ build, signal: AbortSignal.any([signal, limit]) });
    if (!limit.aborted) return { outcome };
    const late = failed(`failed: not done after ${minutes} minutes`);
    return { ...late, outcome: sum([outcome, late.outcome]) };
  } catch (error) {
    return failed(`failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}
