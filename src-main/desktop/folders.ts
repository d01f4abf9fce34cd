import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'electron';
import { hashSecret } from '../crypto/secrets.ts';
import { defaultDataFolder } from '../server/default-folder.ts';
import type { DesktopOptions } from './options.ts';
import { openPreferences } from './preferences.ts';
import { smokeFolder } from './smoke.ts';

const preferencesPath = (userData: string): string => join(userData, 'preferences.json');

/**
 * Where the app keeps its own things (window state, Chromium's files, the lock of the single instance). Every data
 * folder that is named has a place of its own, so that two of them run side by side.
 * @param base the place of the default data folder
 * @param named another data folder, if any
 */
export const userDataFor = (base: string, named: string | null): string =>
  named === null ? base : join(base, 'folders', hashSecret(named).toString('hex').slice(0, 16));

/** Settles which folders this run works with. To be called before anything else looks for them. */
export function settleFolders(app: App, options: DesktopOptions) {
  // Not Electron's own default: on Windows and macOS that is where the data folder lies.
  const base = app.commandLine.hasSwitch('user-data-dir')
    ? app.getPath('userData')
    : join(app.getPath('appData'), 'lanyard-desktop');
  const everywhere = openPreferences(preferencesPath(base));
  const temporary = options.smoke && options.data === null;
  const named = temporary ? smokeFolder() : (options.data ?? everywhere.current().dataFolder);
  const userData = temporary ? join(base, 'smoke') : userDataFor(base, named);
  mkdirSync(userData, { recursive: true });
  app.setPath('userData', userData);
  return {
    dataFolder: named ?? defaultDataFolder(),
    preferences: named === null ? everywhere : openPreferences(preferencesPath(userData)),
    /** Has later starts use another data folder. */
    remember: (folder: string) =>
      everywhere.change({ dataFolder: folder === defaultDataFolder() ? null : folder }),
  };
}
