import type { BridgeEventName } from '../../shared/bridge.ts';
import { mergeEvents } from '../ipc/events.ts';

/** At most this many events are on their way to the page: one that hangs takes none, and what waits is held in memory. */
const MOST_UNHEARD = 50;

/**
 * Sends events to the page of the window as it takes them. While it is behind, what gathers becomes one event of each name.
 * @param send sends an event to the page
 */
export function createWindowEvents(send: (name: BridgeEventName, payload: unknown) => void) {
  let unheard = 0;
  const waiting = new Map<BridgeEventName, unknown>();
  const flush = () => {
    for (const [name, payload] of waiting) {
      if (unheard >= MOST_UNHEARD) return;
      waiting.delete(name);
      unheard += 1;
      send(name, payload);
    }
  };
  return {
    tell(name: BridgeEventName, payload: unknown): void {
      const before = waiting.get(name);
      // The status of the app is whole each time: the last one will do.
      const merged =
        before === undefined || name === 'desktop'
          ? payload
          : mergeEvents[name](before as never, payload as never);
      waiting.set(name, merged);
      flush();
    },
    /** The page has taken an event. */
    heard(): void {
      unheard = Math.max(0, unheard - 1);
      flush();
    },
    /** Another page has begun to listen, and will take none of those before. */
    begin(): void {
      unheard = 0;
      flush();
    },
  };
}
