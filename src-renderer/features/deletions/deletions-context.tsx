import { Button, Group, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, useSyncExternalStore } from 'react';
import type { Invoke } from '../../../shared/contract.ts';
import { ApiError } from '../../api/api-error.ts';
import { useConnection } from '../../api/connection-context.tsx';
import { invalidateAreas } from '../../api/query-client.ts';
import { tellError } from '../../components/toast.tsx';
import { createDeletions, type Deletion, type Deletions } from './deletions.ts';

/** How each kind of thing is deleted, and what is said of it. */
const kinds = {
  license: {
    area: 'licenses',
    carryOut: (invoke: Invoke, id: string) => invoke('licenses.delete', { license: id }),
    done: (name: string) => <>Licence {mono(name)} deleted</>,
    failed: (name: string) => `The licence ${name} was not deleted`,
  },
  customer: {
    area: 'customers',
    carryOut: (invoke: Invoke, id: string) => invoke('customers.delete', { customer: id }),
    done: (name: string) => (
      <>
        Customer <bdi>{name}</bdi> deleted
      </>
    ),
    failed: (name: string) => `The customer ${name} was not deleted`,
  },
  blacklistEntry: {
    area: 'blacklist',
    carryOut: (invoke: Invoke, id: string) => invoke('blacklist.remove', { entry: id }),
    done: (name: string) => <>{mono(name)} removed</>,
    failed: (name: string) => `${name} was not removed`,
  },
} satisfies Record<Deletion['kind'], object>;

const mono = (name: string) => (
  <Text span ff="monospace" size="xs">
    <bdi>{name}</bdi>
  </Text>
);

const DeletionsContext = createContext<Deletions | null>(null);

const toastId = (id: string) => `deletion-${id}`;

/** Keeps the deletions that can be taken back, on every page. */
export function DeletionsProvider({ children }: { children: React.ReactNode }) {
  const { invoke } = useConnection();
  const client = useQueryClient();
  const [deletions] = useState(() =>
    createDeletions(async ({ kind, id, name }) => {
      const { area, carryOut, failed } = kinds[kind];
      const reply = await carryOut(invoke, id);
      if (reply.ok) await invalidateAreas(client, [area]);
      else tellError(failed(name), new ApiError(reply.error));
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

/** Deletes something, and offers to take that back for a while. */
export function useDelete(): (deletion: Deletion) => void {
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
          <Text size="sm" truncate="end">
            {kinds[deletion.kind].done(deletion.name)}
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

/** The ids of what is deleted as far as the pages show it. */
export function useHidden(): ReadonlySet<string> {
  const { subscribe, hidden } = useDeletions();
  return useSyncExternalStore(subscribe, hidden);
}
