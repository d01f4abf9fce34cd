/** A client in a process of its own, to be stopped at any moment: `node client.ts '{"role","seed","journal","shop"}'`. */
import { setTimeout as pause } from 'node:timers/promises';
import { randomOf } from '../support/random.ts';
import { type Role, roles } from './clients/index.ts';
import { openJournal } from './journal.ts';
import type { Counter } from './shop.ts';

const { role, seed, journal, shop } = JSON.parse(process.argv[2]!) as Orders;
export type Orders = { role: Role; seed: string; journal: string; shop: Counter };

const random = randomOf(seed);
const notes = openJournal(journal);
notes.hello(role);
/** It ends when the process that started it has. */
const parent = process.ppid;
while (process.ppid === parent) {
  await roles[role]({ random, shop, journal: notes }).catch(() => pause(50)); // nobody listens at the moment
  await pause(random.whole(0, 20));
}
