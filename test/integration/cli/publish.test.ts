import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bareEnvironment,
  cliOn,
  errorOf,
  lanyard,
  repository,
  serve,
  start,
  startLanyard,
} from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';
import { soon } from '../../support/soon.ts';

const MIB = 1024 * 1024;

/** A data folder with a product, and a file of zeros that takes no room. */
async function scene(size: number) {
  const folder = temporaryFolder();
  const work = temporaryFolder();
  writeFileSync(join(work, 'big.bin'), '');
  truncateSync(join(work, 'big.bin'), size);
  await cliOn(folder).json('product', 'create', '--name', 'Compass');
  const args = ['release', 'publish', 'big.bin', '--product', '1', '--version', '1.0', '--data', folder];
  return { folder, work, args };
}

it('takes a relative path from the folder it is called in, with and without a server', async () => {
  const { folder, work, args } = await scene(1);
  expect(await lanyard(args, { cwd: work })).toMatchObject({ code: 0 });
  const server = await serve(folder);
  expect(await lanyard(args.with(6, '1.1'), { cwd: work })).toMatchObject({ code: 0 });
  expect(await cliOn(folder).json('release', 'list', '--product', '1')).toHaveLength(2);
  await server.stop();
});

it('gives the latest flag to the highest version, and to another one by --latest', async () => {
  const folder = temporaryFolder();
  const cli = cliOn(folder);
  const file = join(temporaryFolder(), 'app.zip');
  writeFileSync(file, 'bytes');
  await cli.json('product', 'create', '--name', 'Compass');
  const publish = (version: string, ...more: string[]) =>
    cli.json('release', 'publish', file, '--product', '1', '--version', version, ...more);
  expect(await publish('2.0.0')).toMatchObject({ latest: true });
  expect(await publish('1.0.5')).toMatchObject({ latest: false });
  expect(await publish('2.0.1', '--no-latest')).toMatchObject({ latest: false });
  expect(await publish('1.0.6', '--latest')).toMatchObject({ latest: true });
});

describe('a large file', () => {
  /** The command on a terminal of its own, as `script` gives it. */
  const onTerminal = (args: string[], cwd: string) => {
    const line = [process.execPath, join(repository, 'dist/main/launch.js'), ...args].join(' ');
    return start('script', ['--quiet', '--return', '--flush', '--command', `${line} > answer`, '/dev/null'], {
      cwd,
      env: bareEnvironment({ TERM: 'xterm' }),
    });
  };

  it('shows how far it is, on a terminal only', async () => {
    const { work, args } = await scene(300 * MIB);
    const shown = await onTerminal(args, work).ended;
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(/big\.bin \[.+\] \d+% {2}\d+\.\d MiB of 300\.0 MiB/);
    expect(await lanyard(args.with(6, '1.1'), { cwd: work })).toMatchObject({ code: 0, stderr: '' });
  });

  it.each(['by this process', 'by a server'])(
    'that is copied %s is cancelled by Ctrl-C, and nothing is left',
    async (by) => {
      const { folder, work, args } = await scene(1500 * MIB);
      const server = by === 'by a server' ? await serve(folder) : null;
      const publishing = startLanyard([...args, '--json'], { cwd: work });
      await soon(() => expect(readdirSync(join(folder, 'incoming'))).toHaveLength(1), { interval: 10 });
      publishing.child.kill('SIGINT');
      const { code, stdout, stderr } = await publishing.ended;
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(errorOf(stderr).code).toBe('upload_cancelled');
      expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
      expect(readdirSync(join(folder, 'files'))).toEqual([]);
      expect(await cliOn(folder).json('release', 'list', '--product', '1')).toEqual([]);
      await server?.stop();
    },
  );
});
