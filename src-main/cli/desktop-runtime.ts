import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { runStandIn } from './stand-in.ts';

/** The folder of package.json, which is what Electron runs. */
const root = fileURLToPath(new URL('../..', import.meta.url));

/** An Electron that can show a window here, or why there is none. */
type Runtime = { electron: string } | { missing: string };

/**
 * Looks for what the desktop app needs: a display, and the Electron of package.json, which fetches its binary by itself
 * the first time it is asked for.
 */
export function findDesktopRuntime(env: NodeJS.ProcessEnv): Runtime {
  const { DISPLAY, WAYLAND_DISPLAY } = env;
  if (process.platform !== 'win32' && process.platform !== 'darwin' && !DISPLAY && !WAYLAND_DISPLAY)
    return { missing: 'No display here' };
  const require = createRequire(import.meta.url);
  try {
    require.resolve('electron/package.json');
  } catch {
    return { missing: 'Electron is not installed here' };
  }
  // In a process of its own: it prints, and throws, when the binary cannot be fetched.
  const asked = spawnSync(process.execPath, ['-p', 'require("electron")'], { cwd: root, encoding: 'utf8' });
  const path = asked.status === 0 ? asked.stdout.trim().split('\n').at(-1) : undefined;
  return path ? { electron: path } : { missing: 'Electron cannot be fetched here' };
}

/** Runs the desktop app until it is quit. */
export async function runDesktop(electron: string, args: string[]): Promise<void> {
  const { ELECTRON_RUN_AS_NODE: _unset, ...env } = process.env;
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []; // Chromium's does not work for root
  await runStandIn(electron, [root, ...sandbox, ...args], { stdio: 'inherit', env });
}
