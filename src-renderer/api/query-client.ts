import { QueryClient } from '@tanstack/react-query';
import type { Connection } from './connection.ts';
import { isTouchedBy, type ReadingChannel } from './reads.ts';

/** The cache of what the server answered, kept true by the server's own `changed` events. */
export function createQueryClient(connection: Connection): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      // The server is on this machine: whether the machine has a network says nothing.
      queries: { networkMode: 'always', retry: false, staleTime: 30_000 },
      mutations: { networkMode: 'always', retry: false },
    },
  });
  connection.subscribe('changed', ({ areas }) => void invalidateAreas(client, areas));
  let missed = false;
  connection.onStatus((status) => {
    if (status === 'connected' && missed) void client.invalidateQueries();
    missed = status !== 'connected';
  });
  return client;
}

/** Has everything asked for again that shows one of these areas. */
export function invalidateAreas(client: QueryClient, areas: readonly string[]): Promise<void> {
  const touched = new Set(areas);
  return client.invalidateQueries({
    predicate: ({ queryKey }) => isTouchedBy(queryKey[0] as ReadingChannel, touched),
  });
}
