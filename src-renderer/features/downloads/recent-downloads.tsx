import { Text } from '@mantine/core';
import type { DownloadRow } from '../../../shared/model/views.ts';
import { Name } from '../../components/name.tsx';
import { Time } from '../../components/time.tsx';
import { OutcomeBadge } from './outcome-badge.tsx';
import classes from './recent-downloads.module.css';

type RecentDownloadsProps = {
  rows: readonly DownloadRow[];
  /** Where the rows are shown: in a licence's own list, its key says nothing. */
  of?: 'server' | 'license';
};

/** A short list of attempts, newest first. */
export function RecentDownloads({ rows, of = 'server' }: RecentDownloadsProps) {
  return (
    <ul className={classes.list}>
      {rows.map((row) => (
        <li key={row.id} className={classes.row}>
          <div className={classes.what}>
            <Name size="sm">
              {[row.fileName ?? row.productName ?? 'Nothing was found to download', row.version]
                .filter(Boolean)
                .join(' · ')}
            </Name>
            {row.reason && (
              <Text size="xs" c="var(--mantine-color-error)" component="div">
                <Name>{row.reason}</Name>
              </Text>
            )}
            <Text size="xs" c="dimmed" component="div">
              <Name>
                {[of === 'server' && row.licenseHint, row.customerName, row.address]
                  .filter(Boolean)
                  .join(' · ') || 'unknown client'}
              </Name>
            </Text>
          </div>
          <div className={classes.when}>
            <OutcomeBadge outcome={row.outcome} />
            <Text size="xs" c="dimmed" component="div">
              <Time value={row.startedAt} />
            </Text>
          </div>
        </li>
      ))}
    </ul>
  );
}
