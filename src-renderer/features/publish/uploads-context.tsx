import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react';
import { useConnection } from '../../api/connection-context.tsx';
import { isRunning, type Upload } from './upload.ts';
import { createUploads, type Uploads } from './uploads.ts';

const UploadsContext = createContext<Uploads | null>(null);

export function UploadsProvider({ children }: { children: React.ReactNode }) {
  const connection = useConnection();
  const [uploads] = useState(() => createUploads(connection));
  // A browser asks before it ends what the page was sending; the desktop app's server copies on without the window.
  useEffect(() => {
    if (connection.kind !== 'console') return;
    const ask = (event: BeforeUnloadEvent) => {
      if (uploads.list().some(isRunning)) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [connection, uploads]);
  return <UploadsContext value={uploads}>{children}</UploadsContext>;
}

/** The files being published, and what can be done with them. */
export function useUploads(): Uploads {
  const uploads = use(UploadsContext);
  if (!uploads) throw new Error('There is no UploadsProvider above');
  return uploads;
}

/** The files being published, as they are now. */
export function useUploadList(): readonly Upload[] {
  const { subscribe, list } = useUploads();
  return useSyncExternalStore(subscribe, list);
}
