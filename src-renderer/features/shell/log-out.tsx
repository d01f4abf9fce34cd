import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useConnection } from '../../api/connection-context.tsx';

/** Ends the login of a browser; the desktop app has none. */
export function LogOut() {
  const { kind } = useConnection();
  if (kind === 'desktop') return null;
  const logOut = async () => {
    await fetch('logout', { method: 'POST' }).catch(() => undefined);
    location.replace('./');
  };
  return (
    <Tooltip label="Log out">
      <ActionIcon variant="subtle" color="gray" size="lg" onClick={() => void logOut()} aria-label="Log out">
        <IconLogout size={18} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );
}
