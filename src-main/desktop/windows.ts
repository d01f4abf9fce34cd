import type { BrowserWindowConstructorOptions } from 'electron';
import { type Rectangle, smallestWindow } from './window-state.ts';

/** Everything the window is made with. What is not named here keeps Electron's safe default. */
export const windowOptions = (
  bounds: Partial<Rectangle>,
  { preload, packaged, dark }: { preload: string; packaged: boolean; dark: boolean },
): BrowserWindowConstructorOptions => ({
  ...bounds,
  minWidth: smallestWindow.width,
  minHeight: smallestWindow.height,
  title: 'Lanyard',
  show: false, // until there is something to see
  backgroundColor: dark ? '#242424' : '#ffffff',
  webPreferences: {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false, // it would fetch dictionaries from the internet
    devTools: !packaged,
  },
});
