import { rmSync } from 'node:fs';
import type { Act } from './act.ts';
import { command } from './command.ts';
import { makeFile } from './made-file.ts';

/** `lanyard release publish` */
export const cliPublish: Act = async (tools) => {
  const { journal, shop } = tools;
  const { version, path, write, sha256 } = makeFile(tools);
  write();
  await journal.attempt([`release ${version}`], sha256, () =>
    command(shop.folder, ['release', 'publish', path, '--product', shop.product, '--version', version]),
  );
  rmSync(path, { force: true });
};
