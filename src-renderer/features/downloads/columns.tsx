import { createColumnHelper, tableFeatures } from '@tanstack/react-table';
import type { DownloadRow } from '../../../shared/model/views.ts';
import { formatBytes, formatDate, formatTime } from '../../lib/format.ts';
import { dialectWords } from '../../lib/words.ts';
import classes from './download-grid.module.css';
import { OutcomeBadge } from './outcome-badge.tsx';

export const features = tableFeatures({});
const helper = createColumnHelper<typeof features, DownloadRow>();

/** What a row of the log shows; its details have the rest. */
export const columns = helper.columns([
  helper.accessor('startedAt', {
    header: 'Time',
    cell: ({ getValue }) => (
      <Two
        first={<time dateTime={getValue()}>{formatTime(getValue())}</time>}
        second={dateUnlessToday(getValue())}
      />
    ),
  }),
  helper.accessor('outcome', {
    header: 'Outcome',
    cell: ({ getValue }) => <OutcomeBadge outcome={getValue()} />,
  }),
  helper.accessor('fileName', {
    header: 'File, or why not',
    cell: ({ row: { original: row } }) => (
      <Two
        first={<bdi>{row.fileName ?? row.productName ?? 'Nothing was found to download'}</bdi>}
        second={
          row.reason ? (
            <span className={classes.reason}>{row.reason}</span>
          ) : (
            <bdi>{[row.productName, row.version].filter(Boolean).join(' ')}</bdi>
          )
        }
      />
    ),
  }),
  helper.accessor('licenseHint', {
    header: 'Licence',
    cell: ({ row: { original: row } }) => (
      <Two
        first={<span className={classes.mono}>{row.licenseHint ?? '–'}</span>}
        second={row.customerName && <bdi>{row.customerName}</bdi>}
      />
    ),
  }),
  helper.accessor('address', {
    header: 'From',
    cell: ({ row: { original: row } }) => (
      <Two first={row.address ?? '–'} second={row.identifier && <bdi>{row.identifier}</bdi>} />
    ),
  }),
  helper.accessor('dialect', { header: 'Dialect', cell: ({ getValue }) => dialectWords[getValue()] }),
  helper.accessor('bytesSent', { header: 'Sent', cell: ({ getValue }) => formatBytes(getValue()) }),
]);

function Two({ first, second }: { first: React.ReactNode; second: React.ReactNode }) {
  return (
    <>
      <div className={classes.line}>{first}</div>
      {second && <div className={classes.second}>{second}</div>}
    </>
  );
}

const dateUnlessToday = (iso: string): string | null =>
  new Date(iso).toDateString() === new Date().toDateString() ? null : formatDate(iso);
