import { Alert, Code, Loader } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useConnectionStatus } from '../../api/connection-context.tsx';
import { useDesktop } from '../desktop/use-desktop.ts';

/** Says that the server cannot be reached, for as long as that is so. */
export function ConnectionBanner() {
  const status = useConnectionStatus();
  const desktop = useDesktop();
  if (desktop?.state === 'stopping')
    return <Waiting>Lanyard is closing. Running downloads have up to ten seconds to end…</Waiting>;
  if (status === 'reconnecting')
    return (
      <Waiting>
        {desktop?.problem?.message ??
          'The connection to the server was lost. What you see may be out of date. Reconnecting…'}
      </Waiting>
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

function Waiting({ children }: { children: React.ReactNode }) {
  return (
    <Alert color="yellow" radius={0} icon={<Loader size={16} color="currentColor" />} role="alert" py="xs">
      {children}
    </Alert>
  );
}
