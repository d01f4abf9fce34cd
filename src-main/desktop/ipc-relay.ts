import type { BrowserWindow, IpcMain } from 'electron';
import type { BridgeEventName } from '../../shared/bridge.ts';
import { refused, type Relay } from './relay.ts';
import { isTrustedSender } from './security.ts';
import { createWindowEvents } from './window-events.ts';

/** The window as the app talks to it. */
type Window = () => BrowserWindow | null;

/** Binds the relay to the one channel of Electron that carries calls; only our own window is heard. */
export function listenToWindow(ipcMain: IpcMain, relay: Relay, window: Window, devUrl: string | null): void {
  ipcMain.handle('call', async (event, channel: unknown, input: unknown) => {
    const mainFrame = window()?.webContents.mainFrame ?? null;
    if (!isTrustedSender(event.senderFrame, mainFrame, devUrl)) return refused('channel_not_available');
    return relay(channel, input);
  });
}

/**
 * Tells the window what happens as its page takes it: events of the server, and the status of the app.
 * @returns a function that tells it
 */
export function tellWindow(
  ipcMain: IpcMain,
  window: Window,
): (name: BridgeEventName, payload: unknown) => void {
  const events = createWindowEvents((name, payload) => {
    const open = window();
    if (open && !open.isDestroyed()) open.webContents.send('event', name, payload);
  });
  const isOwn = (sender: unknown) => sender === window()?.webContents;
  ipcMain.on('heard', ({ sender }) => isOwn(sender) && events.heard());
  ipcMain.on('listens', ({ sender }) => isOwn(sender) && events.begin());
  return events.tell;
}
