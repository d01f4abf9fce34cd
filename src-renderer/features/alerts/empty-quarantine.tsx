import { Button } from '@mantine/core';
import { useState } from 'react';
import { valueOf } from '../../api/api-error.ts';
import { useConnection } from '../../api/connection-context.tsx';
import { useConfirm } from '../../components/confirm.tsx';
import { tellDone, tellError } from '../../components/toast.tsx';
import { formatCount } from '../../lib/format.ts';

/** Asks, and then deletes what is in quarantine without waiting any longer. */
export function EmptyQuarantine() {
  const { invoke } = useConnection();
  const confirm = useConfirm();
  const [pending, setPending] = useState(false);
  const empty = async () => {
    const yes = await confirm({
      title: 'Delete what is in quarantine?',
      message:
        'If a release is missing here, these files are its only copies: put a newer database back first. What is deleted does not come back.',
      action: 'Delete for good',
    });
    if (!yes) return;
    setPending(true);
    try {
      const deleted = valueOf(await invoke('quarantine.empty', {}));
      tellDone(`${formatCount(deleted.length, 'file')} deleted.`);
    } catch (error) {
      tellError('The files were not deleted', error);
    }
    setPending(false);
  };
  return (
    <Button size="xs" variant="default" mt="xs" loading={pending} onClick={() => void empty()}>
      Delete now…
    </Button>
  );
}
