import { Alert, Anchor, Button, Stack, Switch, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { DesktopStatus } from '../../../shared/desktop.ts';
import { CopyLine } from '../../components/copy-line.tsx';
import { PortForm } from '../../components/port-form.tsx';
import { useDesktop, useOrder } from './use-desktop.ts';

/** Which addresses clients use, and whether other machines may connect. */
export function DesktopNetwork() {
  const status = useDesktop();
  return status && <Network key={status.network.port} status={status} />;
}

function Network({ status: { network, problem } }: { status: DesktopStatus }) {
  const { lan, port, addresses, firewallHint, firewallLink } = network;
  const { busy, order } = useOrder();
  const listen = (next: { lan?: boolean; port?: number }) => order('desktop.listen', { lan, port, ...next });
  return (
    <Stack gap="xs">
      {problem?.kind === 'network' && (
        <Alert
          color="red"
          icon={<IconAlertTriangle size={18} />}
          role="alert"
          title="Clients cannot reach the server"
        >
          <Text size="sm">{problem.message}</Text>
          <Button
            size="xs"
            variant="default"
            mt="xs"
            loading={busy}
            onClick={() => void order('desktop.retry', {})}
          >
            Try again
          </Button>
        </Alert>
      )}
      {addresses.length > 0 && (
        <div>
          <Text size="sm" mb={4}>
            Clients reach it at
          </Text>
          <Stack gap={6}>
            {addresses.map((address) => (
              <CopyLine key={address} value={address} label={`Copy ${address}`} />
            ))}
          </Stack>
        </div>
      )}
      <Switch
        label="Other machines may connect"
        description={
          lan ? 'It listens on every address of this machine.' : 'It listens on this machine only.'
        }
        checked={lan}
        disabled={busy}
        onChange={({ currentTarget }) => void listen({ lan: currentTarget.checked })}
      />
      {firewallHint && (
        <Text size="xs" c="dimmed">
          {firewallHint}{' '}
          {firewallLink && (
            <Anchor
              component="button"
              type="button"
              size="xs"
              onClick={() => void order('desktop.openLink', { url: firewallLink })}
            >
              More about it
            </Anchor>
          )}
        </Text>
      )}
      <PortForm label="Port" port={port} busy={busy} onChange={(typed) => void listen({ port: typed })} />
    </Stack>
  );
}
