import type { Act } from './act.ts';
import { command } from './command.ts';

/** A script that issues licences, suspends some and deletes others. */
export const commandLine: Act = async ({ random, shop, journal }) => {
  const key = `CLI${random.text(2, 'ABCDEFGH')}-${random.text(5, '0123456789')}-AAAAA-BBBBB-CCCCC`;
  const subject = [`license ${key}`];
  const run =
    (...args: string[]) =>
    () =>
      command(shop.folder, ['license', ...args]);
  const made = await journal.attempt(
    subject,
    'active',
    run('create', '--key', key, '--product', shop.product),
  );
  if (!made) return;
  const next = random.weighted({ keep: 1, suspend: 1, revoke: 1, delete: 2 });
  if (next === 'suspend') await journal.attempt(subject, 'suspended', run('suspend', key));
  if (next === 'revoke') await journal.attempt(subject, 'revoked', run('revoke', key));
  if (next === 'delete') await journal.attempt(subject, null, run('delete', key));
};
