import { useState, useSyncExternalStore } from 'react';
import type { DesktopChannel, DesktopInput, DesktopStatus } from '../../../shared/desktop.ts';
import { ApiError } from '../../api/api-error.ts';
import { useConnection } from '../../api/connection-context.tsx';
import { tellError } from '../../components/toast.tsx';

const nothing = () => () => undefined;

/** What the desktop app says of itself; null in a browser, and until it is known. */
export function useDesktop(): DesktopStatus | null {
  const { desktop } = useConnection();
  return useSyncExternalStore(desktop?.onStatus ?? nothing, () => desktop?.status() ?? null);
}

/** Has the desktop app do something. @returns whether it is at it, and the order itself */
export function useOrder(): {
  busy: boolean;
  order: <C extends DesktopChannel>(channel: C, input: DesktopInput<C>) => Promise<void>;
} {
  const { desktop } = useConnection();
  const [busy, setBusy] = useState(false);
  return {
    busy,
    async order(channel, input) {
      setBusy(true);
      const reply = await desktop?.order(channel, input);
      setBusy(false);
      if (reply && !reply.ok) tellError('That did not work', new ApiError(reply.error));
    },
  };
}
