import type { Random } from '../support/random.ts';
import type { Crowd } from './crowd.ts';
import type { Disk } from './disk.ts';
import type { Shop } from './shop.ts';

/** Where a blow falls. */
export type Stage = { random: Random; shop: Shop; crowd: Crowd; disk: Disk; scratch: string };

/** What happened, in words, and what is wrong with how the server took it. */
export type Struck = { what: string; wrong?: string | null };

export type Blow = {
  /** Why it cannot be done on this machine; null = it can. */
  missing?: (stage: Pick<Stage, 'disk'>) => string | null;
  /** Falls under load, and leaves a server that runs. */
  strike: (stage: Stage) => Promise<Struck>;
};
