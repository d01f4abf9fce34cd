import { Button, Group, Stack, Text, Title } from '@mantine/core';
import type { DeviceView, LicenseView } from '../../../shared/model/views.ts';
import { useCall, useChannel } from '../../api/use-channel.ts';
import { Name } from '../../components/name.tsx';
import { LoadingRows, Unreadable } from '../../components/states.tsx';
import { Time } from '../../components/time.tsx';
import { tellError } from '../../components/toast.tsx';
import { deviceKindWords } from '../../lib/words.ts';
import classes from './license-devices.module.css';

/** The devices that hold the seats of a licence, with a way to give each seat back. */
export function LicenseDevices({ license: { id } }: { license: LicenseView }) {
  const devices = useChannel('devices.list', { license: id }, { refetchInterval: 15_000 });
  const holding = devices.data?.filter(({ forgottenAt }) => forgottenAt === null) ?? [];
  const forgotten = devices.data?.filter(({ forgottenAt }) => forgottenAt !== null) ?? [];
  return (
    <section aria-labelledby="devices-title">
      <Title order={2} id="devices-title" mb={6}>
        Devices
      </Title>
      {devices.isPending && <LoadingRows rows={2} />}
      {devices.error && <Unreadable what="The devices" error={devices.error} retry={devices.refetch} />}
      {devices.data && holding.length === 0 && (
        <Text size="sm" c="dimmed">
          No device holds a seat.
        </Text>
      )}
      <Stack gap={0} component="ul" className={classes.list}>
        {holding.map((device) => (
          <DeviceRow key={device.id} license={id} device={device} />
        ))}
        {forgotten.map((device) => (
          <DeviceRow key={device.id} license={id} device={device} />
        ))}
      </Stack>
    </section>
  );
}

function DeviceRow({ license, device }: { license: string; device: DeviceView }) {
  const forget = useCall('devices.forget');
  const { id, identifier, name, kind, lastSeenAt, forgottenAt } = device;
  const run = async () => {
    try {
      await forget.mutateAsync({ license, device: id });
    } catch (error) {
      tellError('The device was not forgotten', error);
    }
  };
  return (
    <Group component="li" justify="space-between" wrap="nowrap" className={classes.device}>
      <div style={{ minWidth: 0 }}>
        <Name size="sm">{name ?? identifier}</Name>
        <Text size="xs" c="dimmed" component="div">
          {name !== null && <Name>{identifier}</Name>}
          {deviceKindWords[kind]} ·{' '}
          {forgottenAt ? (
            <>
              forgotten <Time value={forgottenAt} />
            </>
          ) : (
            <>
              seen <Time value={lastSeenAt} />
            </>
          )}
        </Text>
      </div>
      {forgottenAt === null && (
        <Button
          size="compact-xs"
          variant="default"
          loading={forget.isPending}
          onClick={() => void run()}
          aria-label={`Forget ${name ?? identifier}`}
        >
          Forget
        </Button>
      )}
    </Group>
  );
}
