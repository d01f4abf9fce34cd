import { Button, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ProductView } from '../../../shared/model/views.ts';
import { useCall } from '../../api/use-channel.ts';
import { useConfirm } from '../../components/confirm.tsx';
import { tellError } from '../../components/toast.tsx';

type DeleteBranchProps = {
  product: ProductView;
  branch: string;
  /** How many releases it has: one that has some cannot be deleted. */
  releases: number;
  onDeleted: () => void;
};

/** Deletes a branch, after a question. */
export function DeleteBranch({ product, branch, releases, onDeleted }: DeleteBranchProps) {
  const remove = useCall('branches.delete');
  const confirm = useConfirm();
  const askAndDelete = async () => {
    const yes = await confirm({
      title: 'Delete the branch?',
      message: (
        <>
          The branch <bdi>{branch}</bdi> is deleted. Clients that name it are refused from then on.
        </>
      ),
      action: 'Delete',
    });
    if (!yes) return;
    try {
      await remove.mutateAsync({ product: product.id, branch });
      onDeleted();
    } catch (error) {
      tellError('The branch was not deleted', error);
    }
  };
  return (
    <Tooltip label="A branch with releases cannot be deleted" disabled={releases === 0}>
      <Button
        size="xs"
        variant="subtle"
        color="red"
        leftSection={<IconTrash size={16} />}
        {...(releases > 0 && { 'data-disabled': true })}
        aria-disabled={releases > 0}
        onClick={() => releases === 0 && void askAndDelete()}
      >
        Delete branch
      </Button>
    </Tooltip>
  );
}
