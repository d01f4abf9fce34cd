import { refusalWords, type RefusalCode } from '../../shared/refusals.ts';
import type { Facts } from './model.ts';

type RefusalOptions = {
  /** What exactly was wrong, for the vendor; default: the words of the code. */
  message?: string;
  /** What the vendor has to say to the client, in the vendor's words. */
  told?: string;
  /** Seconds after which a client may try again. */
  retryAfter?: number;
};

/** A known reason to say no. It is normal traffic: logged without a stack, answered in the dialect's own words. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly retryAfter: number | undefined;
  readonly told: string | undefined;
  /** What was known when it was refused, for the logs. */
  facts: Facts = {};

  constructor(code: RefusalCode, options: RefusalOptions = {}) {
    super(options.message ?? refusalWords[code]);
    this.name = 'Refusal';
    this.code = code;
    this.retryAfter = options.retryAfter;
    this.told = options.told;
  }
}

/**
 * Refuses: an expression, so that a look-up can end in it.
 * @throws {Refusal} always
 */
export const refuse = (code: RefusalCode, message?: string): never => {
  throw new Refusal(code, message === undefined ? {} : { message });
};
