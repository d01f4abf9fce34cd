import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { Panel } from '../../components/panel.tsx';
import { LoadingRows, Unreadable } from '../../components/states.tsx';
import { RecentDownloads } from '../downloads/recent-downloads.tsx';
import { useRecentDownloads } from '../downloads/use-recent-downloads.ts';

type LatelyPanelProps = { outcome: 'delivered' | 'refused'; title: string; nothing: string };

/** The last attempts of one outcome, live. */
export function LatelyPanel({ outcome, title, nothing }: LatelyPanelProps) {
  const downloads = useRecentDownloads({ outcome }, 6);
  return (
    <Panel
      title={title}
      aside={
        downloads.data &&
        downloads.data.length > 0 && (
          <Anchor
            component={Link}
            to={`/downloads?outcome=${outcome}`}
            size="sm"
            aria-label={`${title}: show all`}
          >
            Show all
          </Anchor>
        )
      }
    >
      {downloads.isPending && <LoadingRows rows={3} />}
      {downloads.error && (
        <Unreadable what="The downloads" error={downloads.error} retry={downloads.refetch} />
      )}
      {downloads.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {nothing}
        </Text>
      )}
      {downloads.data && <RecentDownloads rows={downloads.data} />}
    </Panel>
  );
}
