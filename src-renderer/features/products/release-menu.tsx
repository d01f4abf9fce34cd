import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp, IconDots, IconPencil, IconStar, IconTrash } from '@tabler/icons-react';
import { ReleaseStatus } from '../../../shared/model/enums.ts';
import type { ReleaseView } from '../../../shared/model/views.ts';
import { useCall } from '../../api/use-channel.ts';
import { useConfirm } from '../../components/confirm.tsx';
import { tellDone, tellError } from '../../components/toast.tsx';
import { lineName, releaseStatusWords } from '../../lib/words.ts';
import { ReleaseForm } from './release-form.tsx';
import { WithdrawForm } from './withdraw-form.tsx';

/** The verb that gives a release a status. */
const verbs: Record<ReleaseStatus, string> = {
  PUBLISHED: 'Publish',
  DRAFT: 'Make it a draft',
  DEPRECATED: 'Deprecate',
  ARCHIVED: 'Archive',
};

/** What can be done with a release. */
export function ReleaseMenu({ release }: { release: ReleaseView }) {
  const [editing, { open, close }] = useDisclosure(false);
  const [withdrawing, withdrawal] = useDisclosure(false);
  const update = useCall('releases.update');
  const remove = useCall('releases.delete');
  const confirm = useConfirm();
  const change = async (
    changes: { status?: ReleaseStatus; latest?: boolean; withdrawn?: null },
    done: string,
  ) => {
    try {
      await update.mutateAsync({ id: release.id, ...changes });
      tellDone(done);
    } catch (error) {
      tellError('The release was not changed', error);
    }
  };
  const askAndDelete = async () => {
    const yes = await confirm({
      title: 'Delete the release?',
      message: (
        <>
          <bdi>{release.version}</bdi> on <bdi>{lineName(release.branch)}</bdi> and its files are deleted.
          Clients can no longer download it. This cannot be taken back.
        </>
      ),
      action: 'Delete',
    });
    if (!yes) return;
    try {
      await remove.mutateAsync({ id: release.id });
      tellDone('The release was deleted.');
    } catch (error) {
      tellError('The release was not deleted', error);
    }
  };
  const canBeLatest =
    release.status === 'PUBLISHED' && release.licenses.length === 0 && release.withdrawnAt === null;
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${release.version}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={open}>
            Edit
          </Menu.Item>
          {release.latest ? (
            <Menu.Item
              leftSection={<IconStar size={16} />}
              onClick={() => void change({ latest: false }, `${release.version} is no longer the latest.`)}
            >
              Not the latest any more
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<IconStar size={16} />}
              disabled={!canBeLatest}
              onClick={() => void change({ latest: true }, `${release.version} is the latest now.`)}
            >
              Set as latest
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Label>Status</Menu.Label>
          {ReleaseStatus.options
            .filter((status) => status !== release.status)
            .map((status) => (
              <Menu.Item
                key={status}
                onClick={() =>
                  void change(
                    { status },
                    `${release.version} is ${releaseStatusWords[status].label.toLowerCase()} now.`,
                  )
                }
              >
                {verbs[status]}
              </Menu.Item>
            ))}
          <Menu.Divider />
          {release.withdrawnAt === null ? (
            <Menu.Item leftSection={<IconArrowBackUp size={16} />} onClick={withdrawal.open}>
              Withdraw
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<IconArrowBackUp size={16} />}
              onClick={() => void change({ withdrawn: null }, `${release.version} is restored.`)}
            >
              Restore
            </Menu.Item>
          )}
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => void askAndDelete()}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ReleaseForm release={release} opened={editing} onClose={close} />
      <WithdrawForm release={release} opened={withdrawing} onClose={withdrawal.close} />
    </>
  );
}
