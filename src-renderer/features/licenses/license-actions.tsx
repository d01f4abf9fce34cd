import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBan, IconPencil, IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import type { LicenseView } from '../../../shared/model/views.ts';
import { useCall } from '../../api/use-channel.ts';
import { useConfirm } from '../../components/confirm.tsx';
import { tellError } from '../../components/toast.tsx';
import { useDelete } from '../deletions/deletions-context.tsx';
import { EditLicense } from './edit-license.tsx';

/** What can be done with a licence. */
export function LicenseActions({ license, onDeleted }: { license: LicenseView; onDeleted: () => void }) {
  const suspend = useCall('licenses.suspend');
  const resume = useCall('licenses.resume');
  const revoke = useCall('licenses.revoke');
  const deleteLater = useDelete();
  const confirm = useConfirm();
  const [editing, { open, close }] = useDisclosure(false);
  const { id, keyHint, suspended, revoked } = license;
  const run = async (call: typeof suspend | typeof resume | typeof revoke, failure: string) => {
    try {
      await call.mutateAsync({ license: id });
    } catch (error) {
      tellError(failure, error);
    }
  };
  const askAndRevoke = async () => {
    const yes = await confirm({
      title: 'Revoke the licence?',
      message: 'Clients are refused with it from now on, for ever. To stop it for a while only, suspend it.',
      action: 'Revoke',
    });
    if (yes) await run(revoke, 'The licence was not revoked');
  };
  return (
    <Group gap="xs">
      {!revoked && (
        <Button size="xs" variant="default" leftSection={<IconPencil size={16} />} onClick={open}>
          Edit
        </Button>
      )}
      {!revoked && !suspended && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlayerPause size={16} />}
          loading={suspend.isPending}
          onClick={() => void run(suspend, 'The licence was not suspended')}
        >
          Suspend
        </Button>
      )}
      {!revoked && suspended && (
        <Button
          size="xs"
          leftSection={<IconPlayerPlay size={16} />}
          loading={resume.isPending}
          onClick={() => void run(resume, 'The licence was not resumed')}
        >
          Resume
        </Button>
      )}
      {!revoked && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconBan size={16} />}
          loading={revoke.isPending}
          onClick={() => void askAndRevoke()}
        >
          Revoke
        </Button>
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTrash size={16} />}
        onClick={() => {
          deleteLater({ kind: 'license', id, name: keyHint });
          onDeleted();
        }}
      >
        Delete
      </Button>
      <EditLicense license={license} opened={editing} onClose={close} />
    </Group>
  );
}
