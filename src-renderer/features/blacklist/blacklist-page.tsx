import { Button, Group, Select } from '@mantine/core';
import { useDebouncedValue, useDisclosure } from '@mantine/hooks';
import { IconBan, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { BlacklistType } from '../../../shared/model/enums.ts';
import { useChannel } from '../../api/use-channel.ts';
import { Page } from '../../components/page.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { LoadingRows, Nothing, Unreadable } from '../../components/states.tsx';
import { TableFoot } from '../../components/table-foot.tsx';
import { formatCount } from '../../lib/format.ts';
import { blacklistTypeWords } from '../../lib/words.ts';
import { usePageOfRows } from '../deletions/use-page-of-rows.ts';
import { BlacklistForm } from './blacklist-form.tsx';
import { BlacklistTable } from './blacklist-table.tsx';

/** Rows on one page of the table. */
const PAGE = 50;

/** Hits are counted without an event of their own: they are asked for this often, in milliseconds. */
const REFRESH_MS = 5_000;

const types = BlacklistType.options.map((value) => ({ value, label: blacklistTypeWords[value] }));

/** Who is refused whatever the licence: found, added, removed. */
export function BlacklistPage() {
  const [typed, setTyped] = useState('');
  const [term] = useDebouncedValue(typed.trim(), 200);
  const [type, setType] = useState<BlacklistType | null>(null);
  const [page, setPage] = useState(1);
  const [adding, { open, close }] = useDisclosure(false);
  const entries = useChannel(
    'blacklist.list',
    { limit: PAGE, offset: (page - 1) * PAGE, ...(term && { search: term }), ...(type && { type }) },
    { keepPrevious: true, alwaysAsk: true, refetchInterval: REFRESH_MS },
  );
  const { rows, total, pages, isEmpty, isBeyond } = usePageOfRows(entries, {
    page,
    size: PAGE,
    onPage: setPage,
  });
  const isFiltered = term !== '' || type !== null;
  const some = total > 0 || isFiltered;
  const addButton = (
    <Button leftSection={<IconPlus size={18} />} onClick={open} data-shortcut="new">
      New entry
    </Button>
  );
  return (
    <Page title="Blacklist" actions={some && addButton}>
      {some && (
        <Group gap="xs">
          <SearchInput
            label="Search by value"
            placeholder="A part of the value"
            value={typed}
            onChange={(value) => {
              setTyped(value);
              setPage(1);
            }}
          />
          <Select
            aria-label="Kind"
            placeholder="Every kind"
            data={types}
            value={type}
            onChange={(next) => {
              setType(BlacklistType.safeParse(next).data ?? null);
              setPage(1);
            }}
            clearable
            w={150}
          />
        </Group>
      )}
      {(entries.isPending || isBeyond) && <LoadingRows />}
      {entries.error && <Unreadable what="The blacklist" error={entries.error} retry={entries.refetch} />}
      {isEmpty && !isFiltered && (
        <Nothing icon={<IconBan />} title="Nobody is on the blacklist" action={addButton}>
          An address, a country or a device on the blacklist is refused, whatever its licence.
        </Nothing>
      )}
      {isEmpty && isFiltered && (
        <Nothing icon={<IconBan />} title="Nothing matches">
          No entry fits these filters.
        </Nothing>
      )}
      {rows.length > 0 && (
        <>
          <BlacklistTable rows={rows} />
          <TableFoot
            count={formatCount(total, 'entry', 'entries')}
            page={page}
            pages={pages}
            onPage={setPage}
          />
        </>
      )}
      <BlacklistForm opened={adding} onClose={close} />
    </Page>
  );
}
