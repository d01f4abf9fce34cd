import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { type Random, randomOf } from '../support/random.ts';
import type { Totals } from '../support/run/part.ts';
import { until } from '../support/until.ts';
import { acknowledged } from './audit/acknowledged.ts';
import type { Audit, Scene } from './audit/audit.ts';
import { database } from './audit/database.ts';
import { logRows } from './audit/log-rows.ts';
import { orphans } from './audit/orphans.ts';
import { releaseFiles } from './audit/release-files.ts';
import { seats } from './audit/seats.ts';
import { plantBait } from './bait.ts';
import { type BlowName, blows, blowWeights } from './blows/index.ts';
import { type Role, roleNames } from './clients/index.ts';
import { gather } from './crowd.ts';
import { makeDisk } from './disk.ts';
import { type Entry, openJournal, readJournal } from './journal.ts';
import { ledgerOf } from './ledger.ts';
import { openShop } from './shop.ts';

/** Clients of a round: two cores have enough to do with them. */
const CROWD = 5;
/** Milliseconds that a client may take to come. */
const MOST_LATE_MS = 20_000;
/** Failures of one kind that are told in full. */
const MOST_TOLD = 5;
/** Releases that rounds may leave behind before they are deleted, as a vendor does. */
const MOST_RELEASES = 25;

type Run = {
  scratch: string;
  seed: string;
  rounds: number;
  /** Ends after so long, however many rounds are left. */
  seconds: number;
  /** Blows to choose from; default: all. */
  only?: readonly BlowName[] | undefined;
  say: (line: string) => void;
};

/** Rounds of load and blows, each with an audit. @returns a test per round and thing that is looked at */
export async function runRounds({ scratch, seed, rounds, seconds, only, say }: Run): Promise<Totals> {
  const disk = makeDisk(scratch);
  process.prependListener('exit', disk.remove); // before what holds it is removed
  const shop = await openShop(disk.path, join(scratch, 'clients'));
  const lostBait = plantBait(shop.counter().folder, join(scratch, 'outside'));
  const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
  const journals: Entry[][] = [];
  let granted = 0;
  const end = performance.now() + seconds * 1000;

  const possible = Object.fromEntries(
    Object.entries(blowWeights).filter(([name]) => {
      const reason = blows[name as BlowName].missing?.({ disk }) ?? null;
      if (only && !only.includes(name as BlowName)) return false;
      if (reason === null) return true;
      say(`skipped: ${name}: ${reason}`);
      totals.skipped += 1;
      return false;
    }),
  ) as Record<BlowName, number>;

  const names = Object.keys(possible) as BlowName[];

  const audits: Readonly<Record<string, Audit>> = {
    'what was acknowledged is there': acknowledged,
    'no seat is taken twice': seats,
    'release files have their bytes': releaseFiles,
    'nothing is left over': orphans,
    'the database is sound': database,
    'the logs keep their rows': logRows,
    'what is not ours is untouched': lostBait,
  };

  /** One round: clients act, blows fall. @returns what happened, and what is wrong with how it went */
  async function strike(random: Random, round: number) {
    const folder = join(scratch, `round-${round}`);
    mkdirSync(folder);
    const roles = new Set<Role>(['checks', ...Array.from({ length: CROWD }, () => random.pick(roleNames))]);
    const crowd = gather([...roles], `${seed} ${round}`, shop.counter(), folder);
    const happened: string[] = [];
    const wrong: string[] = [];
    await until(() => [...roles].every((role) => readJournal(join(folder, role)).length > 0), MOST_LATE_MS);
    await pause(random.whole(0, 500));
    try {
      for (let index = random.whole(0, 2); index >= 0; index--) {
        // Each has its turn, whatever else falls.
        const name = index === 0 ? names[round % names.length]! : random.weighted(possible);
        const struck = await blows[name].strike({ random, shop, crowd, disk, scratch });
        happened.push(struck.what);
        if (struck.wrong) wrong.push(`${struck.what}: ${struck.wrong}`);
        if (shop.server().isOver()) {
          wrong.push(`${struck.what} has ended the server: ${shop.server().stderr()}`);
          await shop.start();
        }
      }
      await pause(random.whole(0, 500));
    } catch (error) {
      wrong.push(`after ${happened.join(', ')}: ${textOf(error)}`);
    } finally {
      await crowd.leave();
      disk.empty();
    }
    const acts = { acknowledged: 0, refused: 0, unknown: 0 };
    for (const name of readdirSync(folder)) {
      const entries = readJournal(join(folder, name));
      journals.push(entries);
      for (const entry of entries)
        if ('wrong' in entry) wrong.push(`${name}: ${entry.wrong}`);
        else if ('end' in entry) acts[entry.how] += 1;
    }
    return { happened, wrong: [...new Set(wrong)], acts };
  }

  /** Deletes releases when there are many; that they are gone is in the ledger too. */
  async function tidy(round: number): Promise<void> {
    const path = join(scratch, `round-${round}`, 'vendor');
    const journal = openJournal(path);
    const { product } = shop.counter();
    const releases = await shop.server().call('releases.list', { product });
    const made = releases.filter(({ version }) => !version.startsWith('0.'));
    if (made.length > MOST_RELEASES)
      for (const { id, version } of made)
        await journal.attempt([`release ${version}`], null, async () => {
          await shop.server().call('releases.delete', { id });
          return 'acknowledged';
        });
    journals.push(readJournal(path));
  }

  for (let round = 0; round < rounds && performance.now() < end; round++) {
    const { happened, wrong, acts } = await strike(randomOf(seed, round), round);
    const failures: [string, string[]][] = [['answers and signals', wrong]];
    try {
      if (shop.server().isOver()) await shop.start();
      const ledger = ledgerOf(journals);
      const db = new Database(join(shop.counter().folder, 'lanyard.db'), { readonly: true });
      const scene: Scene = { shop, ledger, db };
      for (const [what, audit] of Object.entries(audits)) failures.push([what, await audit(scene)]);
      db.close();
      await tidy(round);
      say(
        `round ${round}: ${happened.join('; ')} (${acts.acknowledged} acknowledged, ${acts.refused} refused, ` +
          `${acts.unknown} without an answer; ${ledger.size} things to account for)`,
      );
      granted += acts.acknowledged;
    } catch (error) {
      say(`round ${round}: ${happened.join('; ')}`);
      failures.push(['the audit itself', [textOf(error)]]);
    }
    for (const [what, found] of failures) {
      if (found.length === 0) totals.passed += 1;
      else {
        totals.failed += 1;
        say(`FAILED round ${round} of seed ${seed}: ${what}\n  ${found.slice(0, MOST_TOLD).join('\n  ')}`);
        if (found.length > MOST_TOLD) say(`  and ${found.length - MOST_TOLD} more`);
      }
    }
  }
  const last = [await shop.stop(), granted > 0 ? null : 'no client got anything acknowledged'];
  for (const wrong of last)
    if (wrong === null) totals.passed += 1;
    else {
      totals.failed += 1;
      say(`FAILED: ${wrong}`);
    }
  return totals;
}

const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);
