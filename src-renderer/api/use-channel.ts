import {
  keepPreviousData,
  useMutation,
  type UseMutationResult,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useRef } from 'react';
import { type Channel, channelDefinition, type Input, type Output } from '../../shared/contract.ts';
import { type ApiError, valueOf } from './api-error.ts';
import { useConnection } from './connection-context.tsx';
import { invalidateAreas } from './query-client.ts';
import type { ReadingChannel } from './reads.ts';

type ReadOptions = {
  enabled?: boolean;
  /** Asks again after so many milliseconds. */
  refetchInterval?: number;
  /** Shows the last answer while the input changes, as for the next page of a table. */
  keepPrevious?: boolean;
  /** Asks again whenever it is shown: no event tells of what happened meanwhile. */
  alwaysAsk?: boolean;
};

/** What a reading channel answers, kept up to date. */
export function useChannel<C extends ReadingChannel>(
  channel: C,
  input: Input<C>,
  { enabled = true, refetchInterval, keepPrevious = false, alwaysAsk = false }: ReadOptions = {},
): UseQueryResult<Output<C>, ApiError> {
  const { invoke } = useConnection();
  return useQuery<Output<C>, ApiError, Output<C>, readonly [C, Input<C>]>({
    queryKey: [channel, input],
    queryFn: async () => valueOf(await invoke(channel, input)),
    enabled,
    ...(refetchInterval !== undefined && { refetchInterval }),
    ...(alwaysAsk && { staleTime: 0 }),
    ...(keepPrevious && { placeholderData: keepPreviousData }),
  });
}

/**
 * A call that changes something; what it changed is asked for again before its promise resolves. The same call while it is
 * under way, such as by a double click, is one call.
 */
export function useCall<C extends Channel>(channel: C): UseMutationResult<Output<C>, ApiError, Input<C>> {
  const { invoke } = useConnection();
  const client = useQueryClient();
  const running = useRef(new Map<string, Promise<Output<C>>>());
  return useMutation<Output<C>, ApiError, Input<C>>({
    mutationFn: (input) => {
      const key = JSON.stringify(input);
      const call =
        running.current.get(key) ??
        invoke(channel, input)
          .then(valueOf)
          .finally(() => running.current.delete(key));
      running.current.set(key, call);
      return call;
    },
    onSuccess: () => invalidateAreas(client, channelDefinition(channel).changes ?? []),
  });
}
