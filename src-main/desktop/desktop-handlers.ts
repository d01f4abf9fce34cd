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
  const listen = async (lan: boolean, port: number) => {
    const wanted = endpointFor(lan, port);
    await server.order({ listen: wanted });
    const bound = server.report()?.bound;
    // A server that stayed where it was keeps what worked; one that listens nowhere keeps the wish.
    if (!bound || (bound.host === wanted.host && bound.port === wanted.port))
      preferences.change({ lan, port });
    update();
    return status();
  };
  return {
    'desktop.status': status,
    'desktop.listen': ({ lan, port }) => listen(lan, port),
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
      const { lan, port } = preferences.current();
      if (server.state() === 'running') return listen(lan, port);
      await server.retry();
      return status();
    },
    'desktop.createFolder': async () => {
      preferences.change({ opened: false });
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
