import { Alert, Button, Group, Stack, Switch, Text } from '@mantine/core';
import { IconFolder, IconKey, IconZzz } from '@tabler/icons-react';
import { Panel } from '../../components/panel.tsx';
import { formatDateTime } from '../../lib/format.ts';
import { useDesktop, useOrder } from './use-desktop.ts';

/** What the app does on this machine: stays awake, keeps the master key, has a folder. */
export function DesktopPanel() {
  const status = useDesktop();
  const { busy, order } = useOrder();
  if (!status) return null;
  const { power, keySlot, dataFolder } = status;
  return (
    <Panel title="This machine">
      <Stack gap="sm">
        <Switch
          label="Keep it awake while serving"
          description={
            power.active
              ? 'It does not go to sleep by itself while Lanyard runs.'
              : 'When it sleeps, no client can download or check a licence.'
          }
          checked={power.keepAwake}
          disabled={busy}
          onChange={({ currentTarget }) => void order('desktop.keepAwake', { on: currentTarget.checked })}
        />
        {power.slept && (
          <Alert color="yellow" p="xs" icon={<IconZzz size={18} />}>
            This machine slept from {formatDateTime(power.slept.from)} to {formatDateTime(power.slept.to)}:
            nothing was served.
          </Alert>
        )}
        {keySlot.kind === 'file' && (
          <Text size="sm">
            The master key lies in a file of the data folder, so whoever can read the folder can read licence
            keys. {keySlot.reason}
          </Text>
        )}
        {keySlot.kind === 'keychain' && (
          <Text size="sm">
            The master key lies in the keychain of this system.{' '}
            {keySlot.keyFile
              ? 'The command line has a key file of its own.'
              : 'The command line cannot open the data folder without a key file.'}
          </Text>
        )}
        <Group gap="xs">
          {keySlot.kind === 'keychain' && !keySlot.keyFile && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconKey size={16} />}
              loading={busy}
              onClick={() => void order('desktop.addKeyFile', {})}
            >
              Make a key file
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFolder size={16} />}
            onClick={() => void order('desktop.showFolder', {})}
          >
            Show the data folder
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          <bdi>{dataFolder}</bdi>
        </Text>
      </Stack>
    </Panel>
  );
}
