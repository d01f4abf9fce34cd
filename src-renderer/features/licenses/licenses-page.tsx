import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useTable } from '@tanstack/react-table';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { LicenseStatus } from '../../../shared/model/enums.ts';
import { useChannel } from '../../api/use-channel.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Page } from '../../components/page.tsx';
import { LoadingRows, Nothing, Unreadable } from '../../components/states.tsx';
import { TableFoot } from '../../components/table-foot.tsx';
import { formatCount } from '../../lib/format.ts';
import { withChanges } from '../../lib/search-params.ts';
import { usePageOfRows } from '../deletions/use-page-of-rows.ts';
import { columns, features, widths } from './columns.tsx';
import { LicenseDrawer } from './license-drawer.tsx';
import { LicenseFilters } from './license-filters.tsx';
import { NewLicenses } from './new-licenses.tsx';

/** Rows on one page of the table. */
const PAGE = 50;

/** Every licence: found by key, filtered, and one of them open beside the table. */
export function LicensesPage() {
  const { licenseId } = useParams();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(''); // not in the address, which a browser remembers: it may be a whole key
  const [term] = useDebouncedValue(typed.trim(), 200);
  const status = LicenseStatus.safeParse(search.get('status')).data;
  const product = search.get('product') ?? undefined;
  const page = Math.max(1, Number(search.get('page')) || 1);
  const licenses = useChannel(
    'licenses.list',
    {
      limit: PAGE,
      offset: (page - 1) * PAGE,
      ...(term && { search: term }),
      ...(status && { status }),
      ...(product && { product }),
    },
    { keepPrevious: true },
  );
  const change = (changes: Record<string, string | null>) => {
    const next = new URLSearchParams(search);
    next.delete('page');
    next.delete('new');
    setSearch(withChanges(next, changes), { replace: true });
  };
  const open = () => change({ new: '1' });
  const turn = (next: number) => change({ page: next > 1 ? String(next) : null });
  const { rows, total, pages, isEmpty, isBeyond } = usePageOfRows(licenses, {
    page,
    size: PAGE,
    onPage: turn,
  });
  const table = useTable({ features, columns, data: rows, getRowId: ({ id }) => id });
  const isFiltered = term !== '' || status !== undefined || product !== undefined;
  const some = total > 0 || isFiltered;
  const newButton = (
    <Button leftSection={<IconPlus size={18} />} onClick={open} data-shortcut="new">
      New licences
    </Button>
  );
  return (
    <Page title="Licences" actions={some && newButton}>
      {some && (
        <LicenseFilters typed={typed} onType={setTyped} status={status} product={product} onChange={change} />
      )}
      {(licenses.isPending || isBeyond) && <LoadingRows />}
      {licenses.error && <Unreadable what="The licences" error={licenses.error} retry={licenses.refetch} />}
      {isEmpty && !isFiltered && (
        <Nothing icon={<IconKey />} title="No licences yet" action={newButton}>
          A licence is a key that lets a client download the releases of your products.
        </Nothing>
      )}
      {isEmpty && isFiltered && (
        <Nothing icon={<IconKey />} title="Nothing matches">
          {term
            ? 'A licence is found by its whole key, or by the first or the last group of it.'
            : 'No licence fits these filters.'}
        </Nothing>
      )}
      {rows.length > 0 && (
        <>
          <DataTable
            table={table}
            widths={widths}
            roomy={['createdAt']}
            selected={licenseId}
            label="Licences"
          />
          <TableFoot count={formatCount(total, 'licence')} page={page} pages={pages} onPage={turn} />
        </>
      )}
      <NewLicenses opened={search.has('new')} onClose={() => change({})} product={product} />
      <LicenseDrawer
        id={licenseId}
        onClose={() => void navigate({ pathname: '/licenses', search: String(search) })}
      />
    </Page>
  );
}
