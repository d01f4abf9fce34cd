import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useChannel } from '../../api/use-channel.ts';
import { Panel } from '../../components/panel.tsx';
import { Time } from '../../components/time.tsx';
import { EmptyQuarantine } from './empty-quarantine.tsx';

/** What is wrong and what to do about it; nothing while all is well. */
export function AlertsPanel() {
  const alerts = useChannel('alerts.list', {});
  if (!alerts.data || alerts.data.length === 0) return null;
  return (
    <Panel title="Needs attention">
      <Stack gap="xs">
        {alerts.data.map(({ id, level, message, since }) => (
          <Alert
            key={id}
            color={level === 'wrong' ? 'red' : 'yellow'}
            icon={<IconAlertTriangle size={18} />}
            role="note"
          >
            <Text size="sm">
              <bdi>{message}</bdi>
            </Text>
            <Text size="xs" c="dimmed" component="div" mt={2}>
              Noticed <Time value={since} />
            </Text>
            {id === 'quarantine' && <EmptyQuarantine />}
          </Alert>
        ))}
      </Stack>
    </Panel>
  );
}
