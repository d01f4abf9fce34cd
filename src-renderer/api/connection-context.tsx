import { createContext, use, useSyncExternalStore } from 'react';
import type { Connection, ConnectionStatus } from './connection.ts';

const ConnectionContext = createContext<Connection | null>(null);

export const ConnectionProvider = ConnectionContext.Provider;

/** The page's way to the server. */
export function useConnection(): Connection {
  const connection = use(ConnectionContext);
  if (!connection) throw new Error('There is no ConnectionProvider above');
  return connection;
}

/** Whether calls can be made right now. */
export function useConnectionStatus(): ConnectionStatus {
  const { onStatus, status } = useConnection();
  return useSyncExternalStore(onStatus, status);
}
