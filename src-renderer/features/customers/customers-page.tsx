import { Button, Group } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconPlus, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import type { CustomerSummary } from '../../../shared/model/views.ts';
import { useChannel } from '../../api/use-channel.ts';
import { Page } from '../../components/page.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { LoadingRows, Nothing, Unreadable } from '../../components/states.tsx';
import { TableFoot } from '../../components/table-foot.tsx';
import { formatCount } from '../../lib/format.ts';
import { usePageOfRows } from '../deletions/use-page-of-rows.ts';
import { CustomerForm } from './customer-form.tsx';
import { CustomerTokens } from './customer-tokens.tsx';
import { CustomerTable } from './customer-table.tsx';

/** Rows on one page of the table. */
const PAGE = 50;

/** Every customer: found by name, user name or e-mail address, and edited. */
export function CustomersPage() {
  const [typed, setTyped] = useState('');
  const [term] = useDebouncedValue(typed.trim(), 200);
  const [page, setPage] = useState(1);
  const [editing, setEditing] = useState<CustomerSummary>();
  const [opened, { open, close }] = useDisclosure(false);
  const [tokensShown, { open: openTokens, close: hideTokens }] = useDisclosure(false);
  const customers = useChannel(
    'customers.search',
    { limit: PAGE, offset: (page - 1) * PAGE, ...(term && { search: term }) },
    { keepPrevious: true },
  );
  const { rows, total, pages, isEmpty, isBeyond } = usePageOfRows(customers, {
    page,
    size: PAGE,
    onPage: setPage,
  });
  const some = total > 0 || term !== '';
  const edit = (customer?: CustomerSummary) => {
    setEditing(customer);
    open();
  };
  const showTokens = (customer: CustomerSummary) => {
    setEditing(customer);
    openTokens();
  };
  const newButton = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => edit()} data-shortcut="new">
      New customer
    </Button>
  );
  return (
    <Page title="Customers" actions={some && newButton}>
      {some && (
        <Group>
          <SearchInput
            label="Search for a customer"
            placeholder="Name, user name or e-mail address"
            value={typed}
            onChange={(value) => {
              setTyped(value);
              setPage(1);
            }}
          />
        </Group>
      )}
      {(customers.isPending || isBeyond) && <LoadingRows />}
      {customers.error && (
        <Unreadable what="The customers" error={customers.error} retry={customers.refetch} />
      )}
      {isEmpty && (
        <Nothing
          icon={<IconUsers />}
          title={term ? 'Nobody matches' : 'No customers yet'}
          action={!term && newButton}
        >
          {term
            ? 'A customer is found by a part of the name, the user name or the e-mail address.'
            : 'A customer is who licences belong to: a person or a firm.'}
        </Nothing>
      )}
      {rows.length > 0 && (
        <>
          <CustomerTable customers={rows} onEdit={edit} onTokens={showTokens} />
          <TableFoot count={formatCount(total, 'customer')} page={page} pages={pages} onPage={setPage} />
        </>
      )}
      <CustomerForm opened={opened} onClose={close} customer={editing} />
      <CustomerTokens opened={tokensShown} onClose={hideTokens} customer={editing} />
    </Page>
  );
}
