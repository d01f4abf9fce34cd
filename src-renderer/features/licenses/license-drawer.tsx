import { Drawer, Group, Stack, Text } from '@mantine/core';
import { IconKeyOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useChannel } from '../../api/use-channel.ts';
import { LoadingRows, Nothing, Unreadable } from '../../components/states.tsx';
import { useHidden } from '../deletions/deletions-context.tsx';
import { LicenseActions } from './license-actions.tsx';
import { LicenseAddresses } from './license-addresses.tsx';
import { LicenseDevices } from './license-devices.tsx';
import { LicenseDownloads } from './license-downloads.tsx';
import { LicenseFacts } from './license-facts.tsx';
import { LicenseKey } from './license-key.tsx';
import { LicenseStatusBadge } from './license-status.tsx';

type LicenseDrawerProps = {
  /** The licence to show; none = the drawer is closed. */
  id: string | undefined;
  onClose: () => void;
};

/** One licence: its key, what can be done with it, who uses it. */
export function LicenseDrawer({ id, onClose }: LicenseDrawerProps) {
  const [last, setLast] = useState(id); // what is shown while the drawer slides away
  if (id !== undefined && id !== last) setLast(id);
  const shown = id ?? last;
  const license = useChannel(
    'licenses.show',
    { license: shown ?? '' },
    { enabled: id !== undefined, refetchInterval: 15_000 },
  );
  const hidden = useHidden();
  const isGone = license.error?.code === 'license_not_found' || (id !== undefined && hidden.has(id));
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={520}
      title={
        <Group gap="sm">
          <Text fw={600}>Licence</Text>
          {license.data && !isGone && <LicenseStatusBadge status={license.data.status} />}
        </Group>
      }
    >
      {license.isPending && <LoadingRows />}
      {isGone && (
        <Nothing icon={<IconKeyOff />} title="There is no such licence">
          It may have been deleted.
        </Nothing>
      )}
      {license.error && !isGone && (
        <Unreadable what="The licence" error={license.error} retry={license.refetch} />
      )}
      {license.data && !isGone && (
        <Stack gap="lg">
          <LicenseKey key={license.data.id} license={license.data} />
          <LicenseActions license={license.data} onDeleted={onClose} />
          <LicenseFacts license={license.data} />
          <LicenseDevices license={license.data} />
          <LicenseAddresses license={license.data} />
          <LicenseDownloads license={license.data} />
        </Stack>
      )}
    </Drawer>
  );
}
