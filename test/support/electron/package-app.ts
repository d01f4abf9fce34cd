/** Packages the built app with the test runtime: `node test/support/electron/package-app.ts`. */
import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { prepareElectron } from './prepare.ts';
import { root } from './runtime.ts';

const run = promisify(execFile);

/** The packaged app's programs. They differ in one fuse only: Playwright needs the inspector that users do not get. */
export type PackagedApp = { forPlaywright: string; asShipped: string };

/**
 * Makes electron-builder's `dir` target out of `dist/`, and puts the native binary of the test runtime into it.
 * @param output the folder to make it in; what it held is lost
 */
export async function packageApp(output: string, tell?: (line: string) => void): Promise<PackagedApp> {
  const electron = await prepareElectron(tell);
  if (!existsSync(join(root, 'dist/main/main.js')))
    throw new Error('There is no build to package. Run: npm run build');
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  await run(
    process.execPath,
    [
      builder,
      '--linux',
      'dir',
      `-c.directories.output=${output}`,
      `-c.electronDist=${electron.dist}`,
      `-c.electronVersion=${electron.version}`,
    ],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  );
  const unpacked = join(output, 'linux-unpacked');
  const resources = join(unpacked, 'resources');
  rmSync(join(resources, 'default_app.asar'), { force: true });
  const binary = join('node_modules', 'better-sqlite3', 'prebuilds', 'linux-x64.node');
  copyFileSync(electron.sqlite, join(resources, 'app.asar.unpacked', binary));

  const asShipped = join(unpacked, 'lanyard');
  const forPlaywright = join(unpacked, 'lanyard-for-tests');
  copyFileSync(asShipped, forPlaywright);
  await flipFuses(forPlaywright, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  return { forPlaywright, asShipped };
}

/** Where the desktop tests find the packaged app. */
export const packagedForTests = join(root, 'node_modules', '.cache', 'lanyard-electron', 'packaged');

if (import.meta.main) {
  const { asShipped } = await packageApp(packagedForTests, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${asShipped}\n`);
}
