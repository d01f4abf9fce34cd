import { Anchor, Group, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import type { LicenseView } from '../../../shared/model/views.ts';
import { LoadingRows, Unreadable } from '../../components/states.tsx';
import { RecentDownloads } from '../downloads/recent-downloads.tsx';
import { useRecentDownloads } from '../downloads/use-recent-downloads.ts';

/** The last attempts to download with a licence, live. */
export function LicenseDownloads({ license: { id } }: { license: LicenseView }) {
  const downloads = useRecentDownloads({ license: id }, 8);
  return (
    <section aria-labelledby="license-downloads-title">
      <Group justify="space-between" mb={6}>
        <Title order={2} id="license-downloads-title">
          Downloads
        </Title>
        {downloads.data && downloads.data.length > 0 && (
          <Anchor component={Link} to={`/downloads?license=${id}`} size="sm">
            Show all
          </Anchor>
        )}
      </Group>
      {downloads.isPending && <LoadingRows rows={2} />}
      {downloads.error && (
        <Unreadable what="The downloads" error={downloads.error} retry={downloads.refetch} />
      )}
      {downloads.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          Nobody has tried to download with it yet.
        </Text>
      )}
      {downloads.data && <RecentDownloads rows={downloads.data} of="license" />}
    </section>
  );
}
