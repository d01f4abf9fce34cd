import { type EventName, events as eventSchemas } from '../../shared/contract.ts';
import type { Dispatch, Reach } from './dispatch.ts';
import type { Events } from './events.ts';
import { z } from 'zod';

/**
 * A client that takes none of its events is let go once this much waits for it, in bytes: it may never take any, and what
 * waits is held in memory.
 */
export const MOST_BEHIND = 16 * 1024 * 1024;

/** What a client of the contract sends, whatever carries it. */
const ClientMessage = z.union([
  z.strictObject({ id: z.int(), channel: z.string(), input: z.unknown() }),
  z.strictObject({ subscribe: z.enum(Object.keys(eventSchemas) as [EventName, ...EventName[]]) }),
  z.strictObject({ unsubscribe: z.enum(Object.keys(eventSchemas) as [EventName, ...EventName[]]) }),
]);

/** What it is sent. */
export type ServerMessage =
  | { id: number; reply: Awaited<ReturnType<Dispatch>> }
  | { event: EventName; payload: unknown };

/**
 * One client's conversation over some transport: calls are answered in any order, events follow subscriptions.
 * @returns `receive` for each message that arrived, and `close` for when the client is gone
 */
export function createSession(
  { dispatch, events }: { dispatch: Dispatch; events: Events },
  reach: Reach,
  send: (message: ServerMessage) => void,
) {
  const subscriptions = new Map<EventName, () => void>();
  const end = (event: EventName) => {
    subscriptions.get(event)?.();
    subscriptions.delete(event);
  };
  return {
    /** @throws {Error} when the message is not one of the protocol: the transport then ends the connection */
    async receive(message: unknown): Promise<void> {
      const parsed = ClientMessage.parse(message);
      if ('subscribe' in parsed) {
        const event = parsed.subscribe;
        if (!subscriptions.has(event))
          subscriptions.set(
            event,
            events.subscribe(event, (payload) => send({ event, payload })),
          );
      } else if ('unsubscribe' in parsed) end(parsed.unsubscribe);
      else send({ id: parsed.id, reply: await dispatch(parsed.channel, parsed.input, reach) });
    },
    close(): void {
      for (const event of subscriptions.keys()) end(event);
    },
  };
}
