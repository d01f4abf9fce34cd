import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { DownloadRow } from '../../../shared/model/views.ts';
import type { ApiError } from '../../api/api-error.ts';
import { useConnection } from '../../api/connection-context.tsx';
import { useChannel } from '../../api/use-channel.ts';
import type { DownloadFilter } from './download-log.ts';

/** The newest rows of the log that fit, kept so by what happens. @param limit how many */
export function useRecentDownloads(
  { outcome, license }: Pick<DownloadFilter, 'outcome' | 'license'>,
  limit: number,
): UseQueryResult<DownloadRow[], ApiError> {
  const { subscribe } = useConnection();
  const client = useQueryClient();
  const input = { limit, ...(outcome && { outcome }), ...(license && { license }) };
  const recent = useChannel('downloads.list', input, { alwaysAsk: true });
  const key = JSON.stringify(input);
  useEffect(
    () =>
      subscribe('downloads', (told) => {
        const fresh = told.filter(
          (row) => (!outcome || row.outcome === outcome) && (!license || row.licenseId === license),
        );
        if (fresh.length === 0) return;
        const queryKey = ['downloads.list', JSON.parse(key) as unknown];
        client.setQueryData<DownloadRow[]>(queryKey, (rows = []) => {
          const known = new Set(rows.map(({ id }) => id));
          const added = fresh.filter(({ id }) => !known.has(id)).toSorted((a, b) => b.id - a.id);
          return [...added, ...rows].slice(0, limit);
        });
        // An answer that is on its way may have been written before.
        if (client.isFetching({ queryKey }) > 0) void client.invalidateQueries({ queryKey });
      }),
    [subscribe, client, outcome, license, limit, key],
  );
  return recent;
}
