import type { Channel, EventName, EventPayload, Input, Invoke, Output } from '../../shared/contract.ts';
import type { Reply } from '../../shared/reply.ts';
import { type Connection, connectionLost, type ConnectionStatus } from './connection.ts';
import { createEmitter } from './emitter.ts';
import { upload } from './upload.ts';

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 8_000;

type Message = { id: number; reply: Reply<unknown> } | { event: EventName; payload: unknown };

/** The contract over a WebSocket to the server that the page came from. It reconnects by itself. */
export function createConsoleConnection(): Connection {
  const url = new URL('contract', location.href.replace(/^http/, 'ws'));
  url.hash = '';
  url.search = '';
  const statuses = createEmitter<ConnectionStatus>();
  const listeners = new Map<EventName, ReturnType<typeof createEmitter<unknown>>>();
  const waiting = new Map<number, (reply: Reply<unknown>) => void>();
  let status: ConnectionStatus = 'connecting';
  let socket: WebSocket;
  let opened: Promise<void>;
  let nextId = 1;
  let delay = FIRST_DELAY_MS;

  const become = (next: ConnectionStatus) => {
    if (next === status) return;
    status = next;
    statuses.emit(next);
  };
  const send = (message: unknown) => socket.send(JSON.stringify(message));

  const connect = () => {
    const current = new WebSocket(url);
    socket = current;
    opened = new Promise((resolve) => {
      current.addEventListener('open', () => {
        delay = FIRST_DELAY_MS;
        for (const event of listeners.keys()) send({ subscribe: event });
        become('connected');
        resolve();
      });
      current.addEventListener('close', () => {
        for (const answer of waiting.values()) answer(connectionLost);
        waiting.clear();
        become('reconnecting');
        resolve();
        setTimeout(() => void reconnect(), delay);
        delay = Math.min(delay * 2, LONGEST_DELAY_MS);
      });
    });
    current.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as Message;
      if ('event' in message) return listeners.get(message.event)?.emit(message.payload);
      waiting.get(message.id)?.(message.reply);
      waiting.delete(message.id);
    });
  };

  /** A server that restarted knows no sessions: then there is nothing to reconnect to before a new login. */
  const reconnect = async () => {
    const answer = await fetch('./', { cache: 'no-store' }).catch(() => null);
    if (answer?.status === 401) return become('locked');
    connect();
  };

  const invoke: Invoke = async <C extends Channel>(channel: C, input: Input<C>) => {
    if (status === 'connecting') await opened;
    if (status !== 'connected') return connectionLost;
    const id = nextId++;
    const answered = new Promise<Reply<unknown>>((resolve) => waiting.set(id, resolve));
    send({ id, channel, input });
    return (await answered) as Reply<Output<C>>;
  };

  const subscribe = <E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void) => {
    let emitter = listeners.get(event);
    if (!emitter) {
      listeners.set(event, (emitter = createEmitter<unknown>()));
      if (status === 'connected') send({ subscribe: event });
    }
    const end = emitter.on((payload) => listener(payload as EventPayload<E>));
    return () => {
      end();
      if (emitter.size() > 0 || listeners.get(event) !== emitter) return;
      listeners.delete(event);
      if (status === 'connected') send({ unsubscribe: event });
    };
  };

  connect();
  return {
    kind: 'console',
    invoke,
    subscribe,
    publish: (file, input, options) => upload(invoke, file, input, options),
    status: () => status,
    onStatus: statuses.on,
    desktop: null,
  };
}
