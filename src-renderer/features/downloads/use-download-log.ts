import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useConnection } from '../../api/connection-context.tsx';
import {
  createDownloadLog,
  type DownloadFilter,
  type DownloadLog,
  type DownloadLogState,
} from './download-log.ts';

/** The download log of a filter, live while the page is shown. */
export function useDownloadLog({
  dialect,
  outcome,
  product,
  license,
}: DownloadFilter): DownloadLog & DownloadLogState {
  const connection = useConnection();
  const log = useMemo(
    () =>
      createDownloadLog(connection, {
        ...(dialect && { dialect }),
        ...(outcome && { outcome }),
        ...(product && { product }),
        ...(license && { license }),
      }),
    [connection, dialect, outcome, product, license],
  );
  useEffect(() => log.start(), [log]);
  return { ...log, ...useSyncExternalStore(log.subscribe, log.state) };
}
