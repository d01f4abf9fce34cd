import type { BrowserWindow, IpcMain } from 'electron';
import type { BridgeEventName } from '../../shared/bridge.ts';
import { refused, type Relay } from './relay.ts';
import { isTrustedSender } from './security.ts';

/** Binds the relay to the one channel of Electron that this app listens on; only our own window is heard. */
export function listenToWindow(
  ipcMain: IpcMain,
  relay: Relay,
  window: () => BrowserWindow | null,
  devUrl: string | null,
): void {
  ipcMain.handle('call', async (event, channel: unknown, input: unknown) => {
    const mainFrame = window()?.webContents.mainFrame ?? null;
    if (!isTrustedSender(event.senderFrame, mainFrame, devUrl)) return refused('channel_not_available');
    return relay(channel, input);
  });
}

/** Tells the window what happened: an event of the server, or the status of the app. */
export function tellWindow(window: BrowserWindow | null, event: BridgeEventName, payload: unknown): void {
  if (window && !window.isDestroyed()) window.webContents.send('event', event, payload);
}
