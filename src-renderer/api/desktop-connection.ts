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

/** Whether calls can be made in each state of the desktop app. Downloads that may end are no reason to stop asking. */
const statuses: Record<DesktopStatus['state'], ConnectionStatus> = {
  starting: 'connecting',
  running: 'connected',
  stopping: 'connected',
  restarting: 'reconnecting',
  failed: 'reconnecting',
};

/** Settles when the signal says stop: a drive that does not answer holds nobody up. */
const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

/** The contract over the bridge of the desktop app. */
export function createDesktopConnection(bridge: Bridge): Connection {
  const changes = createEmitter<void>();
  const statusChanges = createEmitter<ConnectionStatus>();
  let desktop: DesktopStatus | null = null;
  const status = (): ConnectionStatus => (desktop ? statuses[desktop.state] : 'connecting');
  const follow = (next: DesktopStatus) => {
    const before = status();
    desktop = next;
    changes.emit();
    if (status() !== before) statusChanges.emit(status());
  };
  bridge.subscribe('desktop', follow);
  void bridge.invoke('desktop.status', {}).then((reply) => reply.ok && follow(reply.value));

  return {
    kind: 'desktop',
    invoke: bridge.invoke,
    subscribe: (event, listener) => bridge.subscribe(event, (payload) => listener(payload)),
    async publish(file, input, { onProgress, signal }) {
      const isThere = await Promise.race([isReadable(file), aborted(signal)]);
      if (signal.aborted) return publicationCancelled;
      if (!isThere) return fileVanished;
      const path = bridge.pathOf(file);
      if (path === '') return fileWithoutPath;
      const transfer = crypto.randomUUID();
      const end = bridge.subscribe('transfers', (transfers) => {
        const own = transfers.find(({ id }) => id === transfer);
        if (own) onProgress(own.bytes, own.stalled);
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
    status,
    onStatus: statusChanges.on,
    desktop: {
      status: () => desktop,
      onStatus: changes.on,
      async order(channel, input) {
        const reply = await bridge.invoke(channel, input);
        if (reply.ok && 'state' in reply.value) follow(reply.value);
        return reply;
      },
    },
  };
}
