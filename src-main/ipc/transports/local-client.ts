import { connect as connectSocket } from 'node:net';
import type { Channel, EventName, EventPayload, Input, Invoke, Output } from '../../../shared/contract.ts';
import type { ErrorView, Reply } from '../../../shared/reply.ts';
import { LONGEST_ANSWER_BYTES } from '../conversation.ts';
import { LONGEST_CALL, type ServerMessage } from '../session.ts';
import { linesOf } from './lines.ts';
import { socketPath } from './socket-path.ts';

/** A connection to a Lanyard: the contract, wherever it runs. */
export type Connection = {
  invoke: Invoke;
  subscribe: <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) => void;
  /** Resolves when the other side is gone, with the reason if it has told one. */
  closed: Promise<string | null>;
  close: () => Promise<void>;
};

/** What the server sends: its messages, and the reason before it hangs up. */
type Message = ServerMessage | { end: string };

/**
 * Connects to the server that has the folder open.
 * @returns null when none runs
 */
export async function connectLocally(folder: string): Promise<Connection | null> {
  const path = socketPath(folder);
  if (path === null) return null;
  const socket = connectSocket(path);
  const connected = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.on('error', () => resolve(false)); // for as long as there is a socket: the server may end at any moment
  });
  if (!connected) return null;

  let nextId = 1;
  let why: string | null = null;
  const waiting = new Map<number, (reply: Reply<never>) => void>();
  const listeners = new Map<EventName, (payload: never) => void>();
  const gone = (): Reply<never> => failed('fault', why ?? 'The server stopped before it answered.');
  const hear = (message: Message) => {
    if ('end' in message) why = message.end;
    else if ('event' in message) listeners.get(message.event)?.(message.payload as never);
    else {
      waiting.get(message.id)?.(message.reply as Reply<never>);
      waiting.delete(message.id);
    }
  };
  const closed = new Promise<string | null>((resolve) => {
    socket.once('close', () => resolve(why));
  });
  const listen = async () => {
    try {
      for await (const line of linesOf(socket, LONGEST_ANSWER_BYTES)) hear(JSON.parse(line) as Message);
    } catch {
      // The server was killed, or what speaks there is none: calls that wait are told so.
    }
    socket.destroy();
    await closed;
    for (const answer of waiting.values()) answer(gone());
    waiting.clear();
  };
  void listen();
  return {
    invoke: <C extends Channel>(channel: C, input: Input<C>) =>
      new Promise<Reply<Output<C>>>((resolve) => {
        if (socket.destroyed) return resolve(gone());
        const id = nextId++;
        const call = JSON.stringify({ id, channel, input });
        if (Buffer.byteLength(call) > LONGEST_CALL)
          return resolve(
            failed('invalid_input', `A call has at most ${LONGEST_CALL} bytes. This one is longer.`),
          );
        waiting.set(id, resolve);
        socket.write(`${call}\n`);
      }),
    subscribe: (event, listener) => {
      listeners.set(event, listener);
      socket.write(`${JSON.stringify({ subscribe: event })}\n`);
    },
    closed,
    close: async () => {
      socket.end();
      await closed;
    },
  };
}

const failed = (code: ErrorView['code'], message: string): Reply<never> => ({
  ok: false,
  error: { code, message },
});
