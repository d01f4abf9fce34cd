import type { EventName, EventPayload, Invoke } from './contract.ts';
import type { DesktopEvents, DesktopInvoke } from './desktop.ts';

/** Every event of the bridge: those of the server and those of the desktop app. */
export type BridgeEvents = { [E in EventName]: EventPayload<E> } & DesktopEvents;

/** What the window of the desktop app finds as `window.lanyard`, and nothing else. */
export type Bridge = {
  invoke: Invoke & DesktopInvoke;
  /** @returns a function that ends the subscription */
  subscribe: <E extends keyof BridgeEvents>(
    event: E,
    listener: (payload: BridgeEvents[E]) => void,
  ) => () => void;
  /** The absolute path of a file that the user dropped or chose. */
  pathOf: (file: File) => string;
};
