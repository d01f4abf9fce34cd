import { createEmitter } from '../../api/emitter.ts';

/** How long a deletion can be taken back, in milliseconds. */
export const UNDO_MS = 8_000;

/** What is about to be deleted. */
export type Deletion = { kind: 'license' | 'customer' | 'blacklistEntry'; id: string; name: string };

export type Deletions = ReturnType<typeof createDeletions>;

/**
 * Deletions that can be taken back for a while: nothing is called before. What is deleted on the page stays hidden from
 * that moment, unless it is taken back or fails.
 */
export function createDeletions(carryOut: (deletion: Deletion) => Promise<boolean>) {
  const changes = createEmitter<void>();
  const timers = new Map<string, { deletion: Deletion; timer: ReturnType<typeof setTimeout> }>();
  let hidden: ReadonlySet<string> = new Set();

  const setHidden = (id: string, isHidden: boolean) => {
    const next = new Set(hidden);
    if (isHidden) next.add(id);
    else next.delete(id);
    hidden = next;
    changes.emit();
  };
  const finish = async (deletion: Deletion) => {
    clearTimeout(timers.get(deletion.id)?.timer);
    timers.delete(deletion.id);
    changes.emit();
    if (!(await carryOut(deletion))) setHidden(deletion.id, false);
  };
  const undo = (id: string) => {
    const found = timers.get(id);
    if (!found) return;
    clearTimeout(found.timer);
    timers.delete(id);
    setHidden(id, false);
  };
  return {
    /** The ids of what is deleted as far as the pages show it. */
    hidden: () => hidden,
    subscribe: changes.on,
    /** Whether the deletion can still be taken back. */
    isPending: (id: string): boolean => timers.has(id),
    schedule(deletion: Deletion): void {
      clearTimeout(timers.get(deletion.id)?.timer);
      timers.set(deletion.id, { deletion, timer: setTimeout(() => void finish(deletion), UNDO_MS) });
      setHidden(deletion.id, true);
    },
    undo,
    undoLast(): void {
      const last = [...timers.keys()].at(-1);
      if (last !== undefined) undo(last);
    },
    /** Carries out at once what waits: the page is left. */
    finishAll(): void {
      for (const { deletion } of timers.values()) void finish(deletion);
    },
  };
}
