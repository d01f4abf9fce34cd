import { Anchor, Text } from '@mantine/core';
import { createColumnHelper, tableFeatures } from '@tanstack/react-table';
import { Link, useSearchParams } from 'react-router';
import type { LicenseSummary } from '../../../shared/model/views.ts';
import { Name } from '../../components/name.tsx';
import { Time } from '../../components/time.tsx';
import { formatNumber } from '../../lib/format.ts';
import { expiryWords } from './expiry.ts';
import { LicenseStatusBadge } from './license-status.tsx';

export const features = tableFeatures({});
const helper = createColumnHelper<typeof features, LicenseSummary>();

const names = (of: readonly { name: string }[], none: string) =>
  of.length > 0 ? (
    <Name>{of.map(({ name }) => name).join(', ')}</Name>
  ) : (
    <Text span size="sm" c="dimmed">
      {none}
    </Text>
  );

/** What the table shows of a licence; its details have the rest. */
export const columns = helper.columns([
  helper.accessor('keyHint', { header: 'Key', cell: ({ row }) => <KeyLink license={row.original} /> }),
  helper.accessor('status', {
    header: 'Status',
    cell: ({ getValue }) => <LicenseStatusBadge status={getValue()} />,
  }),
  helper.accessor('products', { header: 'Products', cell: ({ getValue }) => names(getValue(), 'none') }),
  helper.accessor('customers', { header: 'Customers', cell: ({ getValue }) => names(getValue(), '–') }),
  helper.accessor('seatsUsed', {
    header: 'Seats',
    cell: ({ row: { original } }) =>
      `${formatNumber(original.seatsUsed)} of ${original.seats === null ? '∞' : formatNumber(original.seats)}`,
  }),
  helper.accessor('expirationDate', {
    header: 'Expires',
    cell: ({ row }) => <Name>{expiryWords(row.original)}</Name>,
  }),
  helper.accessor('createdAt', {
    header: 'Created',
    cell: ({ getValue }) => (
      <Text span size="sm" c="dimmed">
        <Time value={getValue()} />
      </Text>
    ),
  }),
]);

/** Room for each column; products and customers share the rest. */
export const widths = { keyHint: 132, status: 112, seatsUsed: 82, expirationDate: 118, createdAt: 134 };

function KeyLink({ license }: { license: LicenseSummary }) {
  const [search] = useSearchParams();
  return (
    <Anchor
      component={Link}
      to={{ pathname: `/licenses/${license.id}`, search: String(search) }}
      size="xs"
      ff="monospace"
    >
      <Name>{license.keyHint}</Name>
    </Anchor>
  );
}
