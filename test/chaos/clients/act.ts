import { connectLocally } from '../../../src-main/ipc/transports/local-client.ts';
import type { Channel, Input, Output } from '../../../shared/contract.ts';
import type { Random } from '../../support/random.ts';
import type { Answer, Journal } from '../journal.ts';
import type { Counter } from '../shop.ts';

/** What a client acts with. */
export type Tools = { random: Random; shop: Counter; journal: Journal };

/** One thing that a client does, over and over. @throws when nobody answers */
export type Act = (tools: Tools) => Promise<void>;

/** How an answer of HTTP ends an attempt. What documents do not have is noted. @throws {Error} then */
export function ended(response: Response, journal: Journal, what: string): Answer {
  const { status } = response;
  if (status < 300) return 'acknowledged';
  if (status < 500 || status === 503 || status === 507) return { refused: String(status) };
  journal.wrong(`${what} is answered ${status}`);
  throw new Error(`${status}`);
}

/** Calls a channel on a connection of its own. @returns null when it is refused @throws {Error} when no answer came */
export async function call<C extends Channel>(
  folder: string,
  channel: C,
  input: Input<C>,
): Promise<Output<C> | null> {
  const connection = await connectLocally(folder);
  if (!connection) throw new Error('Nobody listens.');
  try {
    const reply = await connection.invoke(channel, input);
    if (reply.ok) return reply.value;
    if (reply.error.code === 'fault') throw new Error(reply.error.message);
    return null;
  } finally {
    await connection.close();
  }
}
