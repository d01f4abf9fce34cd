import { Badge, Skeleton, Stack, Text } from '@mantine/core';
import { useConnection, useConnectionStatus } from '../../api/connection-context.tsx';
import { useChannel } from '../../api/use-channel.ts';
import { CopyLine } from '../../components/copy-line.tsx';
import { Panel } from '../../components/panel.tsx';
import { Unreadable } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { DesktopNetwork } from '../desktop/desktop-network.tsx';

/** Is the server up, and on which addresses. */
export function ServerPanel() {
  const { desktop } = useConnection();
  const connected = useConnectionStatus() === 'connected';
  const status = useChannel('server.status', {}, { refetchInterval: 15_000 });
  const serving = connected && typeof status.data?.api === 'string';
  return (
    <Panel
      title="Server"
      aside={
        status.data && (
          <Badge color={serving ? 'teal' : 'red'} variant="light">
            {serving ? 'Serving' : 'Not serving'}
          </Badge>
        )
      }
    >
      {status.isPending && <Skeleton height={110} />}
      {status.error && <Unreadable what="The server" error={status.error} retry={status.refetch} />}
      {status.data && (
        <Stack gap="xs">
          {desktop ? (
            <DesktopNetwork />
          ) : status.data.api === null ? (
            <Text size="sm">The server listens nowhere. Its log says why.</Text>
          ) : (
            <div>
              <Text size="sm" mb={4}>
                Clients reach it at
              </Text>
              <CopyLine value={status.data.api} label="Copy the address" />
            </div>
          )}
          <Text size="sm" c="dimmed" component="div">
            Lanyard {status.data.version}, started <Time value={status.data.startedAt} />
          </Text>
          {!desktop && (
            <Text size="xs" c="dimmed">
              Data folder <bdi>{status.data.dataFolder}</bdi>
            </Text>
          )}
        </Stack>
      )}
    </Panel>
  );
}
