import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Builds the program before the first test: workers and the command line run from `dist/`. */
export default function setup(): void {
  if (process.env['LANYARD_BUILT'] === '1' && existsSync(join(root, 'dist/main/cli.js'))) return;
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, VITEST: '' },
    },
  );
}
