import { randomOf } from '../support/random.ts';
import type { Totals } from '../support/run/part.ts';
import type { Case } from './case.ts';
import { type KindName, makeCase } from './cases/index.ts';
import { createJudge } from './judge.ts';
import { createVitals } from './vitals.ts';
import { startPulse } from './pulse.ts';
import { openWorld } from './world.ts';

/** Cases that are told of each kind of failure: a fault that every tenth case meets is one fault. */
const MOST_TOLD = 3;
/** The share of the requests to endpoints that must succeed: what is refused at the door tries nothing. */
const LEAST_GRANTED = 0.1;
/** Cases after which what they have deleted is brought back. */
const MEND_EVERY = 250;
const SHOWN_LENGTH = 1500;
/** Clients at once whose requests are not whole. */
const MOST_WAITING = 20;

type Run = {
  scratch: string;
  seed: string;
  from: number;
  to: number;
  /** Ends after so long, however many cases are left. */
  seconds: number;
  kinds?: readonly KindName[] | undefined;
  say: (line: string) => void;
};

/**
 * Sends the cases of a seed one after the other, and looks at the server when all are over.
 * @returns a test per case, and one for each thing that is looked at in the end
 */
export async function runCases({ scratch, seed, from, to, seconds, kinds, say }: Run): Promise<Totals> {
  const pulse = await startPulse();
  const world = await openWorld(scratch);
  const judge = createJudge(world, pulse);
  const vitals = createVitals(world);
  const end = performance.now() + seconds * 1000;
  const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
  const told = new Map<string, number>();
  const count = (found: readonly string[], what: () => string) => {
    if (found.length === 0) return void (totals.passed += 1);
    totals.failed += 1;
    const reason = found[0]!.replaceAll(/\d+/g, 'N');
    const times = (told.get(reason) ?? 0) + 1;
    told.set(reason, times);
    if (times <= MOST_TOLD) say(`FAILED ${what()}\n  ${[...new Set(found)].join('\n  ')}`);
  };
  const endpoints = { asked: 0, granted: 0 };

  async function send(made: Case): Promise<string[]> {
    const began = performance.now();
    const answers = await made.send();
    for (const { documented, status } of answers)
      if (documented) {
        endpoints.asked += 1;
        if (status !== null && status < 400) endpoints.granted += 1;
      }
    const found = answers.flatMap((answer) => judge(answer, made.shown, began));
    if (world.server.isOver()) found.push(`the server ended: ${world.server.stderr()}`);
    return found;
  }

  /** Clients that wait for nothing, while others go on. */
  const waiting = new Set<Promise<void>>();
  for (let index = from; index < to && performance.now() < end && !world.server.isOver(); index++) {
    if (index > from && index % MEND_EVERY === 0) await world.mend();
    const made = makeCase(randomOf(seed, index), world, kinds);
    const judged = send(made).then((found) =>
      count(
        found,
        () => `case ${index} (npm run fuzz -- --seed ${seed} --case ${index})\n  ${printable(made.shown)}`,
      ),
    );
    if (made.waits) {
      const mine = judged.finally(() => waiting.delete(mine));
      waiting.add(mine);
      if (waiting.size >= MOST_WAITING) await Promise.race(waiting);
    } else await judged;
    if (index % 100 === 0) vitals.sample((index - from) / (to - from));
    if (index % 5000 === 4999) say(`${index + 1} cases, ${vitals.memory()} MiB`);
  }
  await Promise.all(waiting);
  for (const [what, found] of await vitals.atTheEnd()) count(found, () => what);
  if (endpoints.asked >= 100)
    count(
      endpoints.granted < LEAST_GRANTED * endpoints.asked
        ? [`${endpoints.granted} of ${endpoints.asked} requests to endpoints succeed`]
        : [],
      () => 'requests get past the first check',
    );
  for (const [reason, times] of told) if (times > MOST_TOLD) say(`${times} times: ${reason}`);
  pulse.stop();
  return totals;
}

/** On one line, without what a terminal would take for orders. */
const printable = (text: string): string => JSON.stringify(text).slice(0, SHOWN_LENGTH);
