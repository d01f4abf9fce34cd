import type { Bridge } from '../../shared/bridge.ts';
import type { DesktopStatus } from '../../shared/desktop.ts';
import {
  type Connection,
  type ConnectionStatus,
  fileVanished,
  fileWithoutPath,
  isReadable,
  publicationCancelled,
} from './connection.ts';
import { createEmitter } from './emitter.ts';

/** The contract over the bridge of the desktop app. */
export function createDesktopConnection(bridge: Bridge): Connection {
  const statuses = createEmitter<ConnectionStatus>();
  let status: ConnectionStatus = 'connecting';
  const follow = ({ state }: DesktopStatus) => {
    const next = state === 'running' ? 'connected' : state === 'starting' ? 'connecting' : 'reconnecting';
    if (next === status) return;
    status = next;
    statuses.emit(next);
  };
  bridge.subscribe('desktop', follow);
  void bridge.invoke('desktop.status', {}).then((reply) => reply.ok && follow(reply.value));

  return {
    kind: 'desktop',
    invoke: bridge.invoke,
    subscribe: (event, listener) => bridge.subscribe(event, (payload) => listener(payload)),
    async publish(file, input, { onProgress, signal }) {
      if (!(await isReadable(file))) return fileVanished;
      if (signal.aborted) return publicationCancelled;
      const path = bridge.pathOf(file);
      if (path === '') return fileWithoutPath;
      const transfer = crypto.randomUUID();
      const end = bridge.subscribe('transfers', (transfers) => {
        const own = transfers.find(({ id }) => id === transfer);
        if (own) onProgress(own.bytes);
      });
      const cancel = () => void bridge.invoke('transfers.cancel', { transfer });
      signal.addEventListener('abort', cancel);
      try {
        return await bridge.invoke('releases.publish', { ...input, path, transfer });
      } finally {
        signal.removeEventListener('abort', cancel);
        end();
      }
    },
    status: () => status,
    onStatus: statuses.on,
    desktop: bridge,
  };
}
