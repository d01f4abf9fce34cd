import { connect as connectSocket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Channel, EventName, EventPayload, Input, Invoke, Output } from '../../../shared/contract.ts';
import type { Reply } from '../../../shared/reply.ts';
import type { ServerMessage } from '../session.ts';
import { socketPath } from './socket-path.ts';

/** A connection to a Lanyard: the contract, wherever it runs. */
export type Connection = {
  invoke: Invoke;
  subscribe: <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) => void;
  /** Resolves when the other side is gone. */
  closed: Promise<void>;
  close: () => Promise<void>;
};

/**
 * Connects to the server that has the folder open.
 * @returns null when none runs
 */
export async function connectLocally(folder: string): Promise<Connection | null> {
  const socket = connectSocket(socketPath(folder));
  const connected = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  if (!connected) return null;

  let nextId = 1;
  const gone = {
    ok: false,
    error: { code: 'fault', message: 'The server stopped before it answered.' },
  } as const;
  const waiting = new Map<number, (reply: Reply<never>) => void>();
  const listeners = new Map<EventName, (payload: never) => void>();
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      for (const answer of waiting.values()) answer(gone);
      resolve();
    });
  });
  socket.on('error', () => socket.destroy());
  createInterface({ input: socket, crlfDelay: Infinity }).on('line', (line) => {
    const message = parse(line);
    if (!message) return void socket.destroy();
    if ('event' in message) return listeners.get(message.event)?.(message.payload as never);
    waiting.get(message.id)?.(message.reply as Reply<never>);
    waiting.delete(message.id);
  });
  return {
    invoke: <C extends Channel>(channel: C, input: Input<C>) =>
      new Promise<Reply<Output<C>>>((resolve) => {
        if (socket.destroyed) return resolve(gone);
        const id = nextId++;
        waiting.set(id, resolve);
        socket.write(`${JSON.stringify({ id, channel, input })}\n`);
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

/** @returns null for what is no message: a server that is killed may leave half of one */
function parse(line: string): ServerMessage | null {
  try {
    return JSON.parse(line) as ServerMessage;
  } catch {
    return null;
  }
}
