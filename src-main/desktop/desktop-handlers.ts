import { type BrowserWindow, dialog, shell } from 'electron';
import type { DesktopStatus } from '../../shared/desktop.ts';
import { endpointFor } from './addresses.ts';
import { askForFolder } from './dialogs.ts';
import type { PreferencesFile } from './preferences.ts';
import type { DesktopHandlers } from './relay.ts';
import { externalUrl } from './security.ts';
import type { ServerWorker } from './server-worker.ts';

type Parts = {
  server: ServerWorker;
  preferences: PreferencesFile;
  dataFolder: string;
  window: () => BrowserWindow | null;
  status: () => DesktopStatus;
  /** Tells the window and the power saver what is new. */
  update: () => void;
  /** Starts the app again with another data folder. */
  restartWith: (folder: string) => void;
};

/** What the window may have the main process do. */
export function createDesktopHandlers(parts: Parts): DesktopHandlers {
  const { server, preferences, dataFolder, window, status, update } = parts;
  const listen = async () => {
    const { lan, port } = preferences.current();
    await server.order({ listen: endpointFor(lan, port) });
    return status();
  };
  return {
    'desktop.status': status,
    'desktop.listen': ({ lan, port }) => {
      preferences.change({ lan, port });
      return listen();
    },
    'desktop.keepAwake': ({ on }) => {
      preferences.change({ keepAwake: on });
      update();
      return status();
    },
    'desktop.addKeyFile': async () => {
      await server.order({ addKeyFile: true });
      return status();
    },
    'desktop.retry': async () => {
      if (server.state() === 'running') return listen();
      await server.retry();
      return status();
    },
    'desktop.showFolder': async () => ({ shown: (await shell.openPath(dataFolder)) === '' }),
    'desktop.chooseFolder': async () => {
      const parent = window();
      const chosen = parent && (await askForFolder(dialog, parent, dataFolder));
      if (chosen !== null) parts.restartWith(chosen);
      return { chosen };
    },
    'desktop.openLink': async ({ url }) => {
      const allowed = externalUrl(url);
      if (allowed !== null) await shell.openExternal(allowed);
      return { opened: allowed !== null };
    },
  };
}
