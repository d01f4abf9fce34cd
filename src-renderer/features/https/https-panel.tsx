import { Badge, Group, Input, SegmentedControl, Skeleton, Stack, Switch, Text } from '@mantine/core';
import type { Input as In } from '../../../shared/contract.ts';
import { TlsStatus } from '../../../shared/model/tls.ts';
import { useConnection } from '../../api/connection-context.tsx';
import { useCall, useChannel } from '../../api/use-channel.ts';
import { useConfirm } from '../../components/confirm.tsx';
import { CopyLine } from '../../components/copy-line.tsx';
import { Panel } from '../../components/panel.tsx';
import { PortForm } from '../../components/port-form.tsx';
import { Unreadable } from '../../components/states.tsx';
import { tellError } from '../../components/toast.tsx';
import { HttpsCertificate } from './https-certificate.tsx';

/** What becomes of HTTP, as the three choices say it. */
const httpChoices = [
  { value: 'beside', label: 'Answers too' },
  { value: 'redirect', label: 'Redirects' },
  { value: 'off', label: 'Off' },
] as const;

const httpWords: Record<TlsStatus['http'], string> = {
  beside: 'Clients choose. Those that only speak HTTP go on as before.',
  redirect: 'Clients that ask over HTTP are sent to HTTPS, and must follow.',
  off: 'Clients that only speak HTTP no longer reach the server.',
};

/** The switch of HTTPS, what becomes of HTTP, and the certificate. */
export function HttpsPanel() {
  const status = useChannel('tls.status', {}, { refetchInterval: 30_000 });
  return (
    <Panel
      title="HTTPS"
      aside={
        status.data && (
          <Badge color={status.data.on ? 'teal' : 'gray'} variant="light">
            {status.data.on ? 'On' : 'Off'}
          </Badge>
        )
      }
    >
      {status.isPending && <Skeleton height={60} />}
      {status.error && <Unreadable what="HTTPS" error={status.error} retry={status.refetch} />}
      {status.data && <Choices status={status.data} />}
    </Panel>
  );
}

function Choices({ status }: { status: TlsStatus }) {
  const { kind } = useConnection();
  const confirm = useConfirm();
  const call = useCall('tls.set');
  const set = async (choice: In<'tls.set'>) => {
    try {
      const { console } = await call.mutateAsync(choice);
      if (kind === 'console' && choice.on !== undefined && console !== null) location.assign(console);
    } catch (error) {
      tellError('HTTPS stays as it was', error);
    }
  };
  const turn = async (on: boolean) => {
    const agreed =
      kind === 'desktop' ||
      (await confirm({
        title: on ? 'Switch HTTPS on?' : 'Switch HTTPS off?',
        message: on
          ? 'This console moves to HTTPS as well. Your browser warns of the certificate until this machine trusts the CA.'
          : 'This console moves to HTTP as well, and answers only on the machine that runs the server.',
        action: on ? 'Switch on' : 'Switch off',
      }));
    if (agreed) await set({ on });
  };
  return (
    <Stack gap="sm">
      <Switch
        label="Encrypt what clients send and get"
        description={
          status.on
            ? 'TLS 1.2 and 1.3, with the certificate below.'
            : 'Clients that insist on https cannot connect.'
        }
        checked={status.on}
        disabled={call.isPending}
        onChange={({ currentTarget }) => void turn(currentTarget.checked)}
      />
      {status.on && (
        <>
          <Addresses status={status} />
          <Group gap="md" align="flex-start">
            <Input.Wrapper label="HTTP" size="xs" labelElement="div">
              <SegmentedControl
                size="xs"
                display="flex"
                aria-label="HTTP"
                data={[...httpChoices]}
                value={status.http}
                disabled={call.isPending}
                onChange={(http) => void set({ http: TlsStatus.shape.http.parse(http) })}
              />
            </Input.Wrapper>
            <PortForm
              label="HTTPS port"
              key={status.port}
              port={status.port}
              busy={call.isPending}
              onChange={(port) => void set({ port })}
            />
          </Group>
          <Text size="xs" c="dimmed" mt={-6}>
            {httpWords[status.http]}
          </Text>
          <HttpsCertificate status={status} />
        </>
      )}
    </Stack>
  );
}

/** The best few: a machine with many networks has many addresses. */
const SHOWN = 3;

function Addresses({ status: { addresses } }: { status: TlsStatus }) {
  if (addresses.length === 0) return null;
  return (
    <div>
      <Text size="sm" mb={4}>
        Clients reach it at
      </Text>
      <Stack gap={6}>
        {addresses.slice(0, SHOWN).map((address) => (
          <CopyLine key={address} value={address} label={`Copy ${address}`} />
        ))}
      </Stack>
    </div>
  );
}
