import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

type Machine = { platform: NodeJS.Platform; env: NodeJS.ProcessEnv; home: string };

const thisMachine: Machine = { platform: process.platform, env: process.env, home: homedir() };

/**
 * The data folder where nobody names one: the same for the desktop app and the command line.
 * Linux follows the XDG Base Directory Specification, which wants relative values ignored.
 */
export function defaultDataFolder({ platform, env, home }: Machine = thisMachine): string {
  switch (platform) {
    case 'win32':
      return win32.join(env['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'), 'Lanyard');
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', 'Lanyard');
    default: {
      const named = env['XDG_DATA_HOME'];
      const base = named && posix.isAbsolute(named) ? named : posix.join(home, '.local', 'share');
      return posix.join(base, 'lanyard');
    }
  }
}
