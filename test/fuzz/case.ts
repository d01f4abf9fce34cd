import type { Random } from '../support/random.ts';
import type { World } from './world.ts';

/** One answer of the server, as far as it is judged. */
export type Answer = {
  /** The HTTP status; null for answers of the contract, and for a connection that ended without one. */
  status: number | null;
  /** Head and body, or the message of the contract. */
  text: string;
  /** The statuses that the OpenAPI document has for it; none = it belongs to no operation. */
  documented?: readonly number[];
  /** True: secrets in it are what was asked for, by someone who may have them. */
  trusted?: boolean;
  /** Milliseconds; null = the request was not whole, so that the server may wait. */
  ms: number | null;
};

/** One hostile or broken request, ready to be sent. */
export type Case = {
  /** What is sent, for people. */
  shown: string;
  /** True: it waits for what may never come, and others go on meanwhile. */
  waits?: boolean;
  send: () => Promise<readonly Answer[]>;
};

/** Makes a case of one kind by chance. */
export type Kind = (random: Random, world: World) => Case;
