import type { EventName, EventPayload, Invoke } from './contract.ts';
import type { DesktopEventName, DesktopInvoke, DesktopStatus } from './desktop.ts';

/** The events of the server and those of the desktop app. */
export type BridgeEventName = EventName | DesktopEventName;

/** @returns a function that ends the subscription */
type Subscribe = {
  <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
  (event: DesktopEventName, listener: (payload: DesktopStatus) => void): () => void;
};

/** What the window of the desktop app finds as `window.lanyard`, and nothing else. */
export type Bridge = {
  invoke: Invoke & DesktopInvoke;
  subscribe: Subscribe;
  /** The absolute path of a file that the user dropped or chose. */
  pathOf: (file: File) => string;
};
