/** The desktop app's main process: windows, menus, dialogs and secrets. The server runs in a thread of its own. */
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  type BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  session,
  shell,
  utilityProcess,
} from 'electron';
import { endpointFor } from './desktop/addresses.ts';
import { createAppHandler, registerAppScheme } from './desktop/app-protocol.ts';
import { createDesktopHandlers } from './desktop/desktop-handlers.ts';
import { askAboutLostPage } from './desktop/dialogs.ts';
import { settleFolders } from './desktop/folders.ts';
import { surviveGpuCrashes, withoutGpu } from './desktop/gpu-crashes.ts';
import { guardContents, guardSession } from './desktop/guard-contents.ts';
import { listenToWindow, tellWindow } from './desktop/ipc-relay.ts';
import { openMainWindow } from './desktop/main-window.ts';
import { launchCopyWith } from './desktop/launch-copy.ts';
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
import { endHardAfter } from './server/hard-end.ts';
import { readRendererAssets } from './server/renderer-assets.ts';
import { logUncaught } from './server/unexpected.ts';

/** How long running downloads may take to end when the app quits, in milliseconds. */
const GRACE_MS = 10_000;

/** How long stopping may take in all before the process ends itself, in milliseconds. */
const STOP_MS = 20_000;

/** How often the server thread is asked whether it is there, in milliseconds. */
const PING_MS = 5_000;

const dist = fileURLToPath(new URL('..', import.meta.url));
const options = readOptions(process.argv.slice(1), process.env, process.cwd());
const devUrl = app.isPackaged ? null : (process.env['LANYARD_DEV_URL'] ?? null);

app.setName('Lanyard');
const { dataFolder, preferences, remember } = settleFolders(app, options);
registerAppScheme(protocol);
// As root Chromium only runs without its sandbox, and then refuses this; the window asks for one by itself.
if (!options.noSandbox) app.enableSandbox();
guardContents(app, devUrl);
surviveGpuCrashes(app, () => startAgain([...process.argv.slice(1), withoutGpu]));
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
    launchCopy: launchCopyWith(utilityProcess, join(dist, 'main', 'copy-process.js')),
    pingMs: app.isPackaged ? PING_MS : null,
    onChange: () => {
      if (server.state() === 'running' && !preferences.current().opened) preferences.change({ opened: true });
      update();
    },
    onEvent: (name, payload) => tell(name, payload),
  });

  let window: BrowserWindow | null = null;
  const tell = tellWindow(ipcMain, () => window);
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
    tell('desktop', status());
  };
  const restartWith = (folder: string) => {
    remember(folder);
    const kept = process.argv
      .slice(1)
      .filter((argument) => argument.startsWith('--user-data-dir') || argument === '--no-sandbox');
    startAgain([...kept, `--data=${folder}`]);
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

  const quitting = quitInOrder(
    app,
    async () => {
      window?.setTitle('Lanyard – letting downloads end');
      await server.stop();
    },
    () => endHardAfter(STOP_MS),
  );
  window = openMainWindow({
    url: devUrl ?? appUrl,
    preload: join(dist, 'preload', 'preload.cjs'),
    packaged: app.isPackaged,
    preferences,
    mayClose: () => {
      if (!quitting.stopped()) app.quit();
      return quitting.stopped();
    },
    onPageLost: async (reason) => {
      const again = await askAboutLostPage(dialog, reason, status().network.addresses);
      if (!again) app.quit();
      return again;
    },
  });
  // However it went, the server stops in order: with its last window the app wishes to quit.
  window.on('closed', () => (window = null));
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

/** Ends the app in order and starts it again. */
function startAgain(args: string[]): void {
  app.relaunch({ args, execPath: process.env['APPIMAGE'] ?? process.execPath });
  app.quit();
}
