import { Anchor, Group } from '@mantine/core';
import { Link } from 'react-router';
import { useChannel } from '../../api/use-channel.ts';

/** The licences that may have a reserved release. */
export function ReservedLicenses({ ids }: { ids: readonly string[] }) {
  return (
    <Group gap="sm">
      {ids.map((id) => (
        <ReservedLicense key={id} id={id} />
      ))}
    </Group>
  );
}

function ReservedLicense({ id }: { id: string }) {
  const license = useChannel('licenses.show', { license: id });
  return (
    <Anchor component={Link} to={`/licenses/${id}`} size="sm" ff="monospace">
      {license.data?.keyHint ?? id}
    </Anchor>
  );
}
