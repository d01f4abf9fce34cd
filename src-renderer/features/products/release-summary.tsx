import { Skeleton, Text } from '@mantine/core';
import { useChannel } from '../../api/use-channel.ts';
import { Name } from '../../components/name.tsx';
import { formatCount } from '../../lib/format.ts';

/** How many releases a product has, and which is the latest. */
export function ReleaseSummary({ productId }: { productId: string }) {
  const releases = useChannel('releases.list', { product: productId });
  if (releases.isPending) return <Skeleton height={16} width="60%" />;
  if (releases.error) return <Text size="sm">unknown</Text>;
  if (releases.data.length === 0)
    return (
      <Text size="sm" c="dimmed">
        none yet
      </Text>
    );
  const latest = releases.data.find((release) => release.latest && release.branch === null);
  return (
    <Name>
      {`${formatCount(releases.data.length, 'release')}${latest ? `, latest ${latest.version}` : ', none is the latest'}`}
    </Name>
  );
}
