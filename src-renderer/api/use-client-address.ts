import { useSyncExternalStore } from 'react';
import { useConnection } from './connection-context.tsx';
import { useChannel } from './use-channel.ts';

const nothing = () => () => undefined;

/**
 * The base URL that clients use: the public one where the vendor has set it, else the best address of this machine.
 * @returns null when nothing listens, undefined until it is known
 */
export function useClientAddress(): string | null | undefined {
  const { desktop } = useConnection();
  const app = useSyncExternalStore(desktop?.onStatus ?? nothing, () => desktop?.status() ?? null);
  const server = useChannel('server.status', {});
  const setting = useChannel('settings.get', { key: 'publicUrl' });
  if (!server.data || !setting.data) return undefined;
  if (typeof setting.data.value === 'string') return setting.data.value.replace(/\/+$/, '');
  return app?.network.addresses[0] ?? server.data.api;
}
