import { Button, Group, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { useConnection } from '../../api/connection-context.tsx';
import { invalidateAreas } from '../../api/query-client.ts';
import { tellError } from '../../components/toast.tsx';
import { createDeletions, type Deletion, type Deletions } from './deletions.ts';

const DeletionsContext = createContext<Deletions | null>(null);

const toastId = (id: string) => `deletion-${id}`;

/** Keeps the deletions that can be taken back, on every page. */
export function DeletionsProvider({ children }: { children: React.ReactNode }) {
  const { invoke } = useConnection();
  const client = useQueryClient();
  const [deletions] = useState(() =>
    createDeletions(async ({ id, keyHint }) => {
      const reply = await invoke('licenses.delete', { license: id });
      if (reply.ok) await invalidateAreas(client, ['licenses']);
      else tellError(`The licence ${keyHint} was not deleted`, new ApiError(reply.error));
      return reply.ok;
    }),
  );
  // `pagehide` comes before the page is gone, when its last messages still leave.
  useEffect(() => {
    window.addEventListener('pagehide', deletions.finishAll);
    return () => window.removeEventListener('pagehide', deletions.finishAll);
  }, [deletions]);
  useHotkeys([['mod+Z', deletions.undoLast]]);
  useEffect(
    () =>
      deletions.subscribe(() => {
        for (const id of shownToasts) if (!deletions.isPending(id)) hideToast(id);
      }),
    [deletions],
  );
  return <DeletionsContext value={deletions}>{children}</DeletionsContext>;
}

const shownToasts = new Set<string>();

function hideToast(id: string): void {
  shownToasts.delete(id);
  notifications.hide(toastId(id));
}

/** Deletes a licence, and offers to take that back for a while. */
export function useDeleteLicense(): (deletion: Deletion) => void {
  const deletions = useDeletions();
  return (deletion) => {
    deletions.schedule(deletion);
    shownToasts.add(deletion.id);
    notifications.show({
      id: toastId(deletion.id),
      autoClose: false,
      withCloseButton: false,
      role: 'status',
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">
            Licence{' '}
            <Text span ff="monospace" size="xs">
              {deletion.keyHint}
            </Text>{' '}
            deleted
          </Text>
          <Button size="xs" variant="light" onClick={() => deletions.undo(deletion.id)}>
            Undo
          </Button>
        </Group>
      ),
    });
  };
}

function useDeletions(): Deletions {
  const deletions = use(DeletionsContext);
  if (!deletions) throw new Error('There is no DeletionsProvider above');
  return deletions;
}

/** The licences that are deleted as far as the pages show it. */
export function useHiddenLicenses(): ReadonlySet<string> {
  const { subscribe, hidden } = useDeletions();
  return useSyncExternalStore(subscribe, hidden);
}
