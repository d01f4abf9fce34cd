import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowUp, IconDownload, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { Dialect, DownloadOutcome } from '../../../shared/model/enums.ts';
import type { DownloadRow } from '../../../shared/model/views.ts';
import { Page } from '../../components/page.tsx';
import { LoadingRows, Nothing, Unreadable } from '../../components/states.tsx';
import { formatCount, formatNumber } from '../../lib/format.ts';
import { withChanges } from '../../lib/search-params.ts';
import { BandwidthForm } from './bandwidth-form.tsx';
import { DownloadDetails } from './download-details.tsx';
import { DownloadGrid } from './download-grid.tsx';
import type { DownloadFilter } from './download-log.ts';
import classes from './downloads-page.module.css';
import { FilterBar } from './filter-bar.tsx';
import { useDownloadLog } from './use-download-log.ts';

/** The live log: every attempt to download, and why it was refused. */
export function DownloadsPage() {
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const log = useDownloadLog(filter);
  const [paused, setPaused] = useState(false);
  const [atTop, setAtTop] = useState(true);
  const [row, setRow] = useState<DownloadRow | null>(null);
  const [opened, { open, close }] = useDisclosure(false);
  const scroller = useRef<HTMLDivElement>(null);
  const { hold } = log;
  // Rows that move while someone reads them cannot be read: away from the top, new ones wait too.
  useEffect(() => hold(paused || !atTop), [hold, paused, atTop]);
  const change = (changes: Record<string, string | null>) => {
    setSearch(withChanges(search, changes), { replace: true });
    setAtTop(true);
  };
  const isFiltered = Object.values(filter).some(Boolean);
  return (
    <Page
      fill
      title="Downloads"
      actions={
        <>
          <BandwidthForm />
          <Button
            variant={paused ? 'filled' : 'default'}
            leftSection={paused ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
            onClick={() => setPaused(!paused)}
            miw={110}
          >
            {paused ? (log.waiting > 0 ? `Resume (${formatNumber(log.waiting)} new)` : 'Resume') : 'Pause'}
          </Button>
        </>
      }
    >
      <FilterBar filter={filter} onChange={change} />
      {log.error && <Unreadable what="The downloads" error={log.error} retry={log.retry} />}
      {log.rows.length === 0 && log.loading && <LoadingRows rows={9} height={42} />}
      {log.rows.length === 0 && !log.loading && !log.error && (
        <Nothing icon={<IconDownload />} title={isFiltered ? 'Nothing matches' : 'No downloads yet'}>
          {isFiltered
            ? 'No attempt fits these filters. New ones show up here as they happen.'
            : 'Every attempt of a client to download shows up here as it happens, with the reason where it is refused.'}
        </Nothing>
      )}
      {log.rows.length > 0 && (
        <div className={classes.log}>
          <DownloadGrid
            rows={log.rows}
            complete={log.complete}
            loading={log.loading}
            onEnd={log.loadOlder}
            onTop={setAtTop}
            scroller={scroller}
            onOpen={(next) => {
              setRow(next);
              open();
            }}
          />
          {!paused && !atTop && log.waiting > 0 && (
            <Button
              className={classes.fresh}
              size="xs"
              radius="xl"
              leftSection={<IconArrowUp size={14} />}
              onClick={() => scroller.current?.scrollTo(0, 0)}
            >
              {formatCount(log.waiting, 'new row')}
            </Button>
          )}
        </div>
      )}
      <Text size="xs" c="dimmed" role="status" className={classes.status}>
        {statusOf(paused, atTop)}
      </Text>
      <DownloadDetails row={row} opened={opened} onClose={close} />
    </Page>
  );
}

const statusOf = (paused: boolean, atTop: boolean): string => {
  if (paused) return 'Paused: new rows wait until you resume.';
  return atTop ? 'Live: new rows appear at the top.' : 'New rows wait until you are back at the top.';
};

function filterOf(search: URLSearchParams): DownloadFilter {
  const outcome = DownloadOutcome.safeParse(search.get('outcome'));
  const dialect = Dialect.safeParse(search.get('dialect'));
  const product = search.get('product');
  const license = search.get('license');
  return {
    ...(outcome.success && { outcome: outcome.data }),
    ...(dialect.success && { dialect: dialect.data }),
    ...(product && { product }),
    ...(license && { license }),
  };
}
