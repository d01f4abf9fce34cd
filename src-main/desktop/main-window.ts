import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { PreferencesFile } from './preferences.ts';
import { createReloadPlan } from './reload-page.ts';
import { windowBounds } from './window-state.ts';
import { windowOptions } from './windows.ts';

type MainWindowOptions = {
  url: string;
  preload: string;
  packaged: boolean;
  preferences: PreferencesFile;
  /** Told before the window closes. @returns whether it may */
  mayClose: () => boolean;
  /** Told when its page ends again and again, and is not loaded any more. @returns whether to try again */
  onPageLost: (reason: string) => Promise<boolean>;
};

/** Opens the one window, where it was left. */
export function openMainWindow({
  url,
  preload,
  packaged,
  preferences,
  mayClose,
  onPageLost,
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
  loadAgain(window, onPageLost);
  // A page that does not load is there all the same: what ends its process is told above.
  window.loadURL(url).catch(() => {});
  return window;
}

/** Loads the page again when its process ends. */
function loadAgain(window: BrowserWindow, onPageLost: MainWindowOptions['onPageLost']): void {
  const plan = createReloadPlan(() => performance.now());
  const load = () => {
    if (window.isDestroyed()) return;
    plan.loads();
    window.webContents.reload();
  };
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const delay = plan.ended();
    if (delay !== null) return void setTimeout(load, delay);
    void onPageLost(reason).then((again) => {
      if (!again) return;
      plan.startAgain();
      load();
    });
  });
}
