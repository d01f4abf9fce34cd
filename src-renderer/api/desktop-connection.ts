import type { EventName, EventPayload, Invoke } from '../../shared/contract.ts';
import { type Connection, fileVanished, isReadable, publicationCancelled } from './connection.ts';

/** What the preload script exposes to the window. */
export type Bridge = {
  invoke: Invoke;
  subscribe: <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) => () => void;
  /** The absolute path of a file that the user dropped or chose. */
  pathOf: (file: File) => string;
};

/** The contract over the bridge of the desktop app. */
export function createDesktopConnection(bridge: Bridge): Connection {
  return {
    kind: 'desktop',
    invoke: bridge.invoke,
    subscribe: bridge.subscribe,
    async publish(file, input, { onProgress, signal }) {
      if (!(await isReadable(file))) return fileVanished;
      if (signal.aborted) return publicationCancelled;
      const transfer = crypto.randomUUID();
      const end = bridge.subscribe('transfers', (transfers) => {
        const own = transfers.find(({ id }) => id === transfer);
        if (own) onProgress(own.bytes);
      });
      const cancel = () => void bridge.invoke('transfers.cancel', { transfer });
      signal.addEventListener('abort', cancel);
      try {
        return await bridge.invoke('releases.publish', { ...input, path: bridge.pathOf(file), transfer });
      } finally {
        signal.removeEventListener('abort', cancel);
        end();
      }
    },
    status: () => 'connected',
    onStatus: () => () => undefined,
  };
}
