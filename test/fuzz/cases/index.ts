import type { Random } from '../../support/random.ts';
import type { Case } from '../case.ts';
import type { World } from '../world.ts';
import { channel } from './channel.ts';
import { consolePage } from './console.ts';
import { docs } from './docs.ts';
import { endpoint } from './endpoint.ts';
import { localSocket } from './local-socket.ts';
import { raw } from './raw.ts';
import { strayPath } from './stray-path.ts';
import { webSocket } from './web-socket.ts';

const kinds = { endpoint, channel, strayPath, raw, consolePage, docs, localSocket, webSocket };
const weights: Readonly<Record<keyof typeof kinds, number>> = {
  endpoint: 45,
  channel: 25,
  strayPath: 8,
  raw: 8,
  consolePage: 6,
  docs: 3,
  localSocket: 3,
  webSocket: 2,
};

export type KindName = keyof typeof kinds;
const kindNames = Object.keys(kinds) as KindName[];

/**
 * A case of some kind, each kind as often as its weight says.
 * @param only kinds to choose from; default: all
 */
export function makeCase(random: Random, world: World, only: readonly KindName[] = kindNames): Case {
  const chosen = Object.fromEntries(only.map((name) => [name, weights[name]])) as Record<KindName, number>;
  const kind = random.weighted(chosen);
  const made = kinds[kind](random, world);
  return { ...made, shown: `${kind}: ${made.shown}` };
}
