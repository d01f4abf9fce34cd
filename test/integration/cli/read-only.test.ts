import { chmodSync, chownSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cliOn, errorOf, repository, start } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';

const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;

/** Lists the products of a folder as a user whom the modes of files bind, which they do not bind root. */
const asNobody = (folder: string, loaded: string) =>
  start(process.execPath, [
    '--input-type=module',
    '--eval',
    `const { runCommandLine } = await import(${JSON.stringify(join(repository, 'dist/main/cli.js'))});
     const list = (folder) => runCommandLine(['product', 'list', '--json', '--data', folder]);
     await list(${JSON.stringify(loaded)}); // by now everything is loaded, whoever may read it
     if (${isRoot}) process.setuid(${NOBODY});
     await list(${JSON.stringify(folder)});`,
  ]).ended;

/** A data folder of that user, and another that anybody may be told of. */
async function nobodysFolder() {
  const [folder, loaded] = [temporaryFolder(), temporaryFolder()];
  await cliOn(loaded).json('vendor', 'init');
  await cliOn(folder).json('vendor', 'init');
  mkdirSync(join(folder, 'files', '.quarantine', '2027-01-31'), { recursive: true });
  if (isRoot)
    for (const path of ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })])
      chownSync(join(folder, path), NOBODY, NOBODY);
  return { folder, loaded };
}

it.each(['.quarantine', '.quarantine/2027-01-31'])(
  'a files/%s that cannot be read stops no command',
  async (name) => {
    const { folder, loaded } = await nobodysFolder();
    chmodSync(join(folder, 'files', name), 0);
    expect(await asNobody(folder, loaded)).toMatchObject({ code: 0, stderr: '', stdout: '[]\n[]\n' });
  },
);

it.each(['lanyard.db', 'lanyard.lock'])(
  'a folder whose %s may only be read is not opened: it would lose every change, or keep nobody else out',
  async (name) => {
    const { folder, loaded } = await nobodysFolder();
    expect(await asNobody(folder, loaded)).toMatchObject({ code: 0, stderr: '', stdout: '[]\n[]\n' });
    chmodSync(join(folder, name), 0o400);
    const { code, stdout, stderr } = await asNobody(folder, loaded);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '[]\n' });
    expect(errorOf(stderr)).toMatchObject({
      code: 'folder_not_writable',
      message: expect.stringContaining(folder) as string,
    });
  },
);
