import { type EventName, events as eventSchemas } from '../../shared/contract.ts';
import type { Dispatch, Reach } from './dispatch.ts';
import type { Events } from './events.ts';
import { z } from 'zod';

/**
 * The longest call, in bytes of JSON. None of the contract is longer: a part of a file of records has 60,000 characters of at
 * most six bytes, a certificate with its key half a million in all. What is longer would be held in memory for nothing.
 */
export const LONGEST_CALL = 1024 * 1024;

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
  send: (message: ServerMessage) => void | Promise<void>,
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
            events.subscribe(event, (payload) => void send({ event, payload })),
          );
      } else if ('unsubscribe' in parsed) end(parsed.unsubscribe);
      else await send({ id: parsed.id, reply: await dispatch(parsed.channel, parsed.input, reach) });
    },
    isSubscribed: (): boolean => subscriptions.size > 0,
    close(): void {
      for (const event of subscriptions.keys()) end(event);
    },
  };
}
