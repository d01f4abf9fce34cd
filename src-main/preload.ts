/** Runs inside the sandbox of the window and gives its page the bridge: nothing of Electron itself. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge, BridgeEventName } from '../shared/bridge.ts';

type Listener = (payload: never) => void;

const listeners: Record<BridgeEventName, Set<Listener>> = {
  changed: new Set(),
  downloads: new Set(),
  transfers: new Set(),
  desktop: new Set(),
};

ipcRenderer.on('event', (_event, name: BridgeEventName, payload: unknown) => {
  ipcRenderer.send('heard'); // first: what a listener throws does not end what comes after
  for (const listener of listeners[name]) listener(payload as never);
});
ipcRenderer.send('listens');

const bridge: Bridge = {
  invoke: (channel: string, input: unknown) => ipcRenderer.invoke('call', channel, input) as Promise<never>,
  subscribe: (event: BridgeEventName, listener: Listener) => {
    if (!Object.hasOwn(listeners, event)) throw new Error('There is no such event.');
    const own: Listener = (payload) => listener(payload);
    listeners[event].add(own);
    return () => void listeners[event].delete(own);
  },
  pathOf: (file) => webUtils.getPathForFile(file),
};

contextBridge.exposeInMainWorld('lanyard', bridge);
