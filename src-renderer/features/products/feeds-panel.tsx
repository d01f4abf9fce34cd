import { Code, Stack, Text } from '@mantine/core';
import type { FeedView } from '../../../shared/model/views.ts';
import { useChannel } from '../../api/use-channel.ts';
import { useClientAddress } from '../../api/use-client-address.ts';
import { CopyLine } from '../../components/copy-line.tsx';
import { Panel } from '../../components/panel.tsx';
import { KEY_PLACEHOLDER } from '../../lib/client-lines.ts';
import { lineName } from '../../lib/words.ts';

type FeedsPanelProps = {
  productId: string;
  /** The branch that is shown; empty = the default line. */
  branch: string;
};

/** What updaters are pointed at to get the releases of one line. */
export function FeedsPanel({ productId, branch }: FeedsPanelProps) {
  const feeds = useChannel('feeds.list', { product: productId, ...(branch && { branch }) });
  const signingKey = useChannel('feedKey.show', {});
  const api = useClientAddress();
  if (!feeds.data || api === undefined) return null;
  return (
    <Panel
      title="Feeds"
      aside={
        <Text size="sm" c="dimmed" truncate>
          <bdi>{lineName(branch || null)}</bdi>
        </Text>
      }
    >
      {api === null ? (
        <Text size="sm">The server listens nowhere, so there is nothing to point an updater at.</Text>
      ) : (
        <Stack gap="xs">
          {feeds.data.map((feed) => (
            <Feed key={feed.id} feed={feed} api={api} />
          ))}
          {signingKey.data && (
            <div>
              <Text size="sm" component="div">
                SUPublicEDKey{' '}
                <Text span size="sm" c="dimmed">
                  · the public key that a Mac app checks the appcast with
                </Text>
              </Text>
              <CopyLine value={signingKey.data.publicKey} label="Copy the public feed key" />
            </div>
          )}
          <Text size="xs" c="dimmed">
            {KEY_PLACEHOLDER} stands for the key of a licence of this product.
            {signingKey.data === null && (
              <>
                {' '}
                <Code fz="xs">lanyard feeds key create</Code> has appcasts signed.
              </>
            )}
          </Text>
        </Stack>
      )}
    </Panel>
  );
}

function Feed({ feed: { title, purpose, path }, api }: { feed: FeedView; api: string }) {
  return (
    <div>
      <Text size="sm" component="div">
        {title}{' '}
        <Text span size="sm" c="dimmed">
          · {purpose}
        </Text>
      </Text>
      <CopyLine value={api + path} label={`Copy the ${title} feed`} />
    </div>
  );
}
