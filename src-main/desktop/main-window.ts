import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { PreferencesFile } from './preferences.ts';
import { windowBounds } from './window-state.ts';
import { windowOptions } from './windows.ts';

type MainWindowOptions = {
  url: string;
  preload: string;
  packaged: boolean;
  preferences: PreferencesFile;
  /** Told before the window closes. @returns whether it may */
  mayClose: () => boolean;
};

/** Opens the one window, where it was left. */
export function openMainWindow({
  url,
  preload,
  packaged,
  preferences,
  mayClose,
}: MainWindowOptions): BrowserWindow {
  const saved = preferences.current().window;
  const bounds = windowBounds(
    saved,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow(
    windowOptions(bounds, { preload, packaged, dark: nativeTheme.shouldUseDarkColors }),
  );
  if (saved?.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    preferences.change({ window: { bounds: window.getNormalBounds(), maximized: window.isMaximized() } });
    if (!mayClose()) event.preventDefault();
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') window.webContents.reload();
  });
  void window.loadURL(url);
  return window;
}
