import { join } from 'node:path';
import { channelDefinition } from '../../../shared/contract.ts';
import type { Kind } from '../case.ts';
import { hostileValue, valueOf } from '../value-of.ts';
import { channels } from '../world.ts';

/** Channels whose answers hold a secret because they were asked for it. */
const SECRETS =
  /^(console\.token|apiKeys\.create|customers\.createToken|records\.export|vendor\.|licenses\.|feeds\.|tls\.|releases\.)/;

/** Channels that change where the server answers: what they have done is undone at once. */
const MOVES = /^(settings\.set|tls\.)/;

/** Channels that make a file on this machine. */
const WRITES = /^(downloads|quarantine)\.export$/;

/** Names for such files, below the folder for them. */
const fileNames = ['a.csv', '', 'no/such/folder.csv', '.', 'b\u0000.csv', `${'x'.repeat(300)}.csv`];

/** A call of the contract over the local socket, with an input that fits more often than not. */
export const channel: Kind = (random, world) => {
  const { name, schema, definitions } = random.pick(channels);
  const maker = { random, words: world.words, definitions, wild: random.pick([0, 0.05, 0.4]) };
  let input = random.chance(0.03) ? hostileValue(random) : valueOf(schema, 'input', maker);
  // Where a channel writes, it writes into the folder that is there for it, whatever the case makes of the path.
  if (WRITES.test(name) && typeof input === 'object' && input !== null)
    input = { ...input, path: join(world.exports, random.pick(fileNames)) };
  if (name === 'licenses.createMany' && typeof input === 'object' && input !== null)
    input = { ...input, count: random.pick([0, 1, 20, -1, 1.5]) };
  return {
    shown: `${name} ${JSON.stringify(input)}`,
    send: async () => {
      const began = performance.now();
      const reply = await world.invoke(name, input as never);
      const ms = performance.now() - began;
      if (MOVES.test(name)) await world.undo();
      const text = JSON.stringify(reply);
      const isFault = !reply.ok && reply.error.code === 'fault';
      return [
        {
          status: isFault ? 500 : null,
          text,
          trusted: SECRETS.test(name) || !channelDefinition(name).changes,
          ms,
        },
      ];
    },
  };
};
