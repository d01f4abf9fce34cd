import { Alert, Code, Loader } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useConnectionStatus } from '../../api/connection-context.tsx';

/** Says that the server cannot be reached, for as long as that is so. */
export function ConnectionBanner() {
  const status = useConnectionStatus();
  if (status === 'reconnecting')
    return (
      <Alert color="yellow" radius={0} icon={<Loader size={16} color="currentColor" />} role="alert" py="xs">
        The connection to the server was lost. What you see may be out of date. Reconnecting…
      </Alert>
    );
  if (status === 'locked')
    return (
      <Alert color="red" radius={0} icon={<IconLock size={18} />} role="alert" py="xs">
        The server was restarted, which ended your login. Run <Code>lanyard console token</Code> on its
        machine and open the link it prints.
      </Alert>
    );
  return null;
}
