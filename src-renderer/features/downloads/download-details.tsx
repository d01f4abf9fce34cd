import { Anchor, DataList, Drawer } from '@mantine/core';
import { Link } from 'react-router';
import type { DownloadRow } from '../../../shared/model/views.ts';
import { formatBytes, formatElapsed, formatInstant } from '../../lib/format.ts';
import { dialectWords, outcomeWords } from '../../lib/words.ts';
import { OutcomeBadge } from './outcome-badge.tsx';

type DownloadDetailsProps = { row: DownloadRow | null; opened: boolean; onClose: () => void };

/** Everything that is known of one attempt. */
export function DownloadDetails({ row, opened, onClose }: DownloadDetailsProps) {
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={440} title="Download">
      {row && (
        <DataList labelWidth={110} gap="sm">
          <Fact label="Time">{formatInstant(row.startedAt)}</Fact>
          <Fact label="Outcome">
            <OutcomeBadge outcome={row.outcome} />
          </Fact>
          <Fact label={row.reason ? 'Reason' : 'Meaning'}>
            {row.reason ?? outcomeWords[row.outcome].help}
          </Fact>
          <Fact label="File">{row.fileName && <bdi>{row.fileName}</bdi>}</Fact>
          <Fact label="Product">
            {row.productId && (
              <Anchor component={Link} to={`/products/${row.productId}`} size="sm">
                <bdi>{row.productName}</bdi>
              </Anchor>
            )}
          </Fact>
          <Fact label="Version">{row.version && <bdi>{row.version}</bdi>}</Fact>
          <Fact label="Licence">
            {row.licenseId && (
              <Anchor component={Link} to={`/licenses/${row.licenseId}`} size="sm" ff="monospace">
                {row.licenseHint ?? row.licenseId}
              </Anchor>
            )}
          </Fact>
          <Fact label="Customer">{row.customerName && <bdi>{row.customerName}</bdi>}</Fact>
          <Fact label="Dialect">{dialectWords[row.dialect]}</Fact>
          <Fact label="HTTP status">{row.status}</Fact>
          <Fact label="Sent">
            {formatBytes(row.bytesSent)}
            {row.size !== null && ` of ${formatBytes(row.size)}`} in {formatElapsed(row.durationMs)}
          </Fact>
          <Fact label="Address">{row.address}</Fact>
          <Fact label="Identifier">{row.identifier && <bdi>{row.identifier}</bdi>}</Fact>
          <Fact label="Client">{row.userAgent && <bdi>{row.userAgent}</bdi>}</Fact>
        </DataList>
      )}
    </Drawer>
  );
}

/** A fact that is there; what is not known takes no place. */
function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  if (children === null || children === undefined || children === '') return null;
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue>{children}</DataList.ItemValue>
    </DataList.Item>
  );
}
