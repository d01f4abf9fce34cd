/** The desktop app's main process: windows, menus, dialogs and secrets. The server runs in a thread of its own. */
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  type BrowserWindow,
  ipcMain,
  Menu,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
  shell,
} from 'electron';
import { endpointFor } from './desktop/addresses.ts';
import { createAppHandler, registerAppScheme } from './desktop/app-protocol.ts';
import { createDesktopHandlers } from './desktop/desktop-handlers.ts';
import { settleFolders } from './desktop/folders.ts';
import { guardContents, guardSession } from './desktop/guard-contents.ts';
import { listenToWindow, tellWindow } from './desktop/ipc-relay.ts';
import { openMainWindow } from './desktop/main-window.ts';
import { menuTemplate } from './desktop/menu.ts';
import { readOptions } from './desktop/options.ts';
import { createPowerSave } from './desktop/power-save.ts';
import { quitInOrder } from './desktop/quit.ts';
import { createRelay } from './desktop/relay.ts';
import { openSecrets } from './desktop/secrets.ts';
import { appScheme, appUrl } from './desktop/security.ts';
import { createServerWorker } from './desktop/server-worker.ts';
import { smokeTest } from './desktop/smoke.ts';
import { desktopStatus } from './desktop/status.ts';
import { createLogger } from './server/logger.ts';
import { readRendererAssets } from './server/renderer-assets.ts';
import { logUncaught } from './server/unexpected.ts';

/** How long running downloads may take to end when the app quits, in milliseconds. */
const GRACE_MS = 10_000;

const dist = fileURLToPath(new URL('..', import.meta.url));
const options = readOptions(process.argv.slice(1), process.env, process.cwd());
const devUrl = app.isPackaged ? null : (process.env['LANYARD_DEV_URL'] ?? null);

app.setName('Lanyard');
const { dataFolder, preferences, remember } = settleFolders(app, options);
registerAppScheme(protocol);
// As root Chromium only runs without its sandbox, and then refuses this; the window asks for one by itself.
if (!options.noSandbox) app.enableSandbox();
guardContents(app, devUrl);
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

async function start(): Promise<void> {
  guardSession(session.defaultSession, devUrl);
  protocol.handle(appScheme, createAppHandler(readRendererAssets(join(dist, 'renderer'))));

  const logger = createLogger(dataFolder);
  logUncaught(logger);
  process.on('uncaughtException', () => {}); // it is logged; the window goes on, and the server has a thread of its own

  const secrets = await openSecrets(safeStorage, process.platform);
  const power = createPowerSave(powerSaveBlocker, powerMonitor, () => update());
  const server = createServerWorker({
    entry: new URL('./server-thread.js', import.meta.url),
    threadOptions: () => ({
      folder: dataFolder,
      mustExist: preferences.current().opened,
      endpoint: endpointFor(preferences.current().lan, options.port ?? preferences.current().port),
      keychain: secrets.unusable === null,
      graceMs: GRACE_MS,
    }),
    keychain: secrets,
    onCrash: (error) => logger.error('the server thread crashed', { error }),
    onChange: () => {
      if (server.state() === 'running' && !preferences.current().opened) preferences.change({ opened: true });
      update();
    },
    onEvent: (name, payload) => tellWindow(window, name, payload),
  });

  let window: BrowserWindow | null = null;
  const status = () =>
    desktopStatus({
      server,
      preferences: preferences.current(),
      power,
      keychainUnusable: secrets.unusable,
      dataFolder,
      platform: process.platform,
      interfaces: networkInterfaces(),
    });
  const update = () => {
    power.keepAwake(preferences.current().keepAwake && server.report()?.bound != null);
    tellWindow(window, 'desktop', status());
  };
  const restartWith = (folder: string) => {
    remember(folder);
    const rest = process.argv
      .slice(1)
      .filter((argument) => argument.startsWith('--user-data-dir') || argument === '--no-sandbox');
    app.relaunch({
      args: [...rest, `--data=${folder}`],
      execPath: process.env['APPIMAGE'] ?? process.execPath,
    });
    app.quit();
  };
  const handlers = createDesktopHandlers({
    server,
    preferences,
    dataFolder,
    window: () => window,
    status,
    update,
    restartWith,
  });
  const relay = createRelay(handlers, (channel, input) => server.call(channel, input));
  listenToWindow(ipcMain, relay, () => window, devUrl);

  const quitting = quitInOrder(app, async () => {
    window?.setTitle('Lanyard – letting downloads end');
    await server.stop();
  });
  window = openMainWindow({
    url: devUrl ?? appUrl,
    preload: join(dist, 'preload', 'preload.cjs'),
    packaged: app.isPackaged,
    preferences,
    mayClose: () => {
      if (!quitting.stopped()) app.quit();
      return quitting.stopped();
    },
  });
  const show = () => {
    if (window?.isMinimized()) window.restore();
    window?.show();
  };
  app.on('second-instance', show);
  app.on('activate', show);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate(
        { packaged: app.isPackaged, platform: process.platform },
        { showFolder: () => void shell.openPath(dataFolder) },
      ),
    ),
  );
  if (options.smoke) await smokeTest(app, window, server);
}
