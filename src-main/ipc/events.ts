import type { Area, EventName, EventPayload } from '../../shared/contract.ts';

/** Listeners hear of each event at most this often: ten times a second. */
const INTERVAL_MS = 100;

type Listener<E extends EventName> = (payload: EventPayload<E>) => void;

/** How what gathers between two messages becomes one. */
export const mergeEvents: {
  [E in EventName]: (waiting: EventPayload<E>, next: EventPayload<E>) => EventPayload<E>;
} = {
  changed: (waiting, next) => ({ areas: [...new Set([...waiting.areas, ...next.areas])] }),
  downloads: (waiting, next) => [...waiting, ...next].slice(-500), // a flood shows its newest rows; the list has them all
  transfers: (waiting, next) => [
    ...new Map([...waiting, ...next].map((transfer) => [transfer.id, transfer])).values(),
  ],
};

export type Events = ReturnType<typeof createEvents>;

/** Tells listeners what happened, gathered so that a flood of requests never becomes a flood of messages. */
export function createEvents() {
  const listeners: { [E in EventName]: Set<Listener<E>> } = {
    changed: new Set(),
    downloads: new Set(),
    transfers: new Set(),
  };
  const waiting: { [E in EventName]?: EventPayload<E> } = {};
  const timers: { [E in EventName]?: NodeJS.Timeout } = {};

  const deliver = <E extends EventName>(event: E) => {
    delete timers[event];
    const payload = waiting[event];
    delete waiting[event];
    if (payload !== undefined) for (const listener of listeners[event]) listener(payload);
  };
  const emit = <E extends EventName>(event: E, payload: EventPayload<E>) => {
    if (listeners[event].size === 0) return;
    const before = waiting[event] as EventPayload<E> | undefined;
    Object.assign(waiting, { [event]: before === undefined ? payload : mergeEvents[event](before, payload) });
    timers[event] ??= setTimeout(() => deliver(event), INTERVAL_MS).unref();
  };
  return {
    emit,
    /** Tells what waits at once: nothing is heard of a server that has stopped. */
    flush(): void {
      for (const event of Object.keys(timers) as EventName[]) {
        clearTimeout(timers[event]);
        deliver(event);
      }
    },
    changed: (areas: readonly Area[]): void => emit('changed', { areas: [...areas] }),
    /** @returns a function that ends the subscription */
    subscribe<E extends EventName>(event: E, listener: Listener<E>): () => void {
      (listeners[event] as Set<Listener<E>>).add(listener);
      return () => void (listeners[event] as Set<Listener<E>>).delete(listener);
    },
  };
}
