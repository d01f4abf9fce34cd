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
            <Line
              key={feed.id}
              title={feed.title}
              purpose={feed.purpose}
              value={api + feed.path}
              label={`Copy the ${feed.title} feed`}
            />
          ))}
          {signingKey.data && (
            <>
              <Line
                title="SUPublicEDKey"
                purpose="the public key that a Mac app checks the appcast with"
                value={signingKey.data.publicKey}
                label="Copy the public feed key"
              />
              <Line
                title="minisign -P"
                purpose="the same key, to check SHA256SUMS with"
                value={signingKey.data.minisign}
                label="Copy the public key of minisign"
              />
            </>
          )}
          <Text size="xs" c="dimmed">
            {KEY_PLACEHOLDER} stands for the key of a licence of this product.
            {signingKey.data === null && (
              <>
                {' '}
                <Code fz="xs">lanyard feeds key create</Code> has appcasts and checksums signed.
              </>
            )}
          </Text>
        </Stack>
      )}
    </Panel>
  );
}

type LineProps = Pick<FeedView, 'title' | 'purpose'> & { value: string; label: string };

function Line({ title, purpose, value, label }: LineProps) {
  return (
    <div>
      <Text size="sm" component="div">
        {title}{' '}
        <Text span size="sm" c="dimmed">
          · {purpose}
        </Text>
      </Text>
      <CopyLine value={value} label={label} />
    </div>
  );
}
