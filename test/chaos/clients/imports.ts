import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Act } from './act.ts';
import { command } from './command.ts';

/** `lanyard import` of licences. They are stored in steps: one that ends in the middle has taken in those before it. */
export const imports: Act = async ({ random, shop, journal }) => {
  const batch = random.text(5, 'ABCDEFGHJKLMNPQRSTUVWXYZ');
  const keys = Array.from(
    { length: random.whole(1, 300) },
    (_, at) => `IMPRT-${batch}-${String(at).padStart(5, '0')}-BBBBB-CCCCC`,
  );
  const path = join(shop.scratch, `licenses-${batch}.csv`);
  writeFileSync(path, ['key', ...keys, ''].join('\n'));
  await journal.attempt(
    keys.map((key) => `license ${key}`),
    'active',
    async () => {
      const answer = await command(shop.folder, ['import', path, '--kind', 'licenses']);
      if (answer !== 'acknowledged') throw new Error(answer.refused);
      return answer;
    },
  );
  rmSync(path, { force: true });
};
