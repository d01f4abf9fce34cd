import type { Events } from '../../src-main/ipc/events.ts';

/** How much of an event that is, at least. */
export const FLOOD_BYTES = 4 * 1024 * 1024;

/** Sends every listener an event of four megabytes. */
export function flood(events: Events): void {
  events.emit('transfers', [
    { id: 'x'.repeat(FLOOD_BYTES), fileName: 'a.zip', size: 1, bytes: 0, stalled: false, done: false },
  ]);
  events.flush();
}
