import type { Turn } from '../domain/turn.ts';
import type { Dispatch, Reach } from './dispatch.ts';
import type { Events } from './events.ts';
import { createSession, type ServerMessage } from './session.ts';

/** At most this many calls of one client run at a time. What it sends beyond them is not read meanwhile. */
const MOST_CALLS = 8;

/** While more than this waits for a client, in bytes, none of its calls begins and no answer is added. */
const ENOUGH_BEHIND = 1024 * 1024;

/**
 * A client that takes none of its events is cut off once this much waits for it, in bytes: it may never take any, and what
 * waits is held in memory.
 */
const MOST_BEHIND = 16 * 1024 * 1024;

/** The longest message to a client, in characters: both sides hold it in memory in one piece. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

/** The same as bytes of UTF-8, which has at most three for each of them. */
export const LONGEST_ANSWER_BYTES = 3 * LONGEST_ANSWER;

/** What takes messages to one client. */
export type Carrier = {
  /** Sends a message, unless the client is gone. @param done told once it was taken, or never will be */
  write: (text: string, done: () => void) => void;
  /** How much waits to be sent, in bytes. */
  behind: () => number;
  /** Ends the connection with the reason, in words for people. */
  hangUp: (why: string) => void;
  /** Ends the connection at once, with all that waits. */
  cut: () => void;
};

/**
 * Makes the conversation of one client: what it sends is read as fast as it takes the answers, and no faster. So no client costs
 * more than a bounded amount of memory and time, however it ends, hangs, floods or garbles.
 * @param turn shared by all clients of a transport
 */
export function createConversation(
  ends: { dispatch: Dispatch; events: Events },
  reach: Reach,
  carrier: Carrier,
  turn: Turn,
) {
  let running = 0;
  let over = false;
  let waiting: (() => void)[] = [];
  const wake = () => {
    const woken = waiting;
    waiting = [];
    for (const resume of woken) resume();
  };
  const change = () => new Promise<void>((resolve) => waiting.push(resolve));
  const isBehind = () => carrier.behind() > ENOUGH_BEHIND;

  const send = async (message: ServerMessage): Promise<void> => {
    if ('event' in message && carrier.behind() > MOST_BEHIND) return carrier.cut();
    while (!('event' in message) && !over && isBehind()) await change();
    if (!over) carrier.write(encode(message), wake);
  };
  const session = createSession(ends, reach, send);

  const carryOut = async (text: string): Promise<void> => {
    running += 1;
    try {
      await session.receive(JSON.parse(text));
    } catch {
      end();
      carrier.hangUp('That is not a message of the contract.');
    } finally {
      running -= 1;
      wake();
    }
  };
  const end = () => {
    over = true;
    session.close();
    wake();
  };
  return {
    /** Whether nothing is lost by ending it: no call runs and no event is waited for. */
    isIdle: (): boolean => running === 0 && !session.isSubscribed(),
    /** Answers messages until they end. @throws what they end with */
    async carryOn(messages: AsyncIterable<string>): Promise<void> {
      try {
        for await (const text of messages) {
          await turn.next();
          while (!over && (running >= MOST_CALLS || isBehind())) await change();
          if (over) return;
          void carryOut(text);
        }
      } finally {
        end();
      }
    },
    /** The client is gone. */
    end,
  };
}

/** A message as text. An answer that is too long for one is replaced by a fault that says so. */
function encode(message: ServerMessage): string {
  const text = JSON.stringify(message);
  if (text.length <= LONGEST_ANSWER || 'event' in message) return text;
  const error = { code: 'fault', message: 'The answer is too long for one message. Ask for less at a time.' };
  return JSON.stringify({ id: message.id, reply: { ok: false, error } });
}
