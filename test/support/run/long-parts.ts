import type { Part } from './part.ts';
import { runToolPart } from './tool-part.ts';

const chaosOf = (seed: string): Part => ({
  name: `chaos ${seed}`,
  about: `a hundred rounds of kills, full disks and jumping clocks, seed ${seed}`,
  minutes: 60,
  run: (around) => runToolPart('test/chaos/chaos.ts', ['--rounds', '100', '--seed', seed], around),
});

/** What is too long for `npm test`: `npm run test:long`. */
export const longParts: readonly Part[] = [
  {
    name: 'fuzz',
    about: 'a hundred thousand hostile requests',
    minutes: 60,
    run: (around) => runToolPart('test/fuzz/fuzz.ts', ['--cases', '100000', '--seed', '1'], around),
  },
  chaosOf('1'),
  chaosOf('2'),
];
