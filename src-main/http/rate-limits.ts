import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { Refusal } from '../domain/refusal.ts';
import type { RefusalCode } from '../../shared/refusals.ts';

/** Counts one request of a caller. @throws {Refusal} with `retryAfter` once the caller has used up its window */
export type RateLimit = (caller: string | null) => Promise<void>;

type Window = {
  /** Requests that a window allows; read again when it changes. */
  requests: () => number;
  seconds: number;
  /** Callers that are not counted. */
  exempt?: (caller: string) => boolean;
  refusal?: RefusalCode;
};

/**
 * A fixed window that starts with a caller's first request: exactly `requests` pass, and refused ones do not prolong it.
 * A caller without an address is not limited.
 * @param enabled false turns every limit off (`serve --no-rate-limits`)
 */
export function createRateLimit(
  enabled: boolean,
  { requests, seconds, exempt = () => false, refusal = 'rate_limited' }: Window,
): RateLimit {
  if (!enabled) return async () => {};
  let limiter = new RateLimiterMemory({ points: requests(), duration: seconds });
  return async (caller) => {
    if (caller === null || exempt(caller)) return;
    if (limiter.points !== requests())
      limiter = new RateLimiterMemory({ points: requests(), duration: seconds });
    try {
      await limiter.consume(caller);
    } catch (error) {
      const { msBeforeNext } = error as RateLimiterRes;
      if (msBeforeNext === undefined) throw error;
      // The library measures by the computer's clock: one that was set back would have a client wait for that long.
      const retryAfter = Math.min(seconds, Math.max(1, Math.ceil(msBeforeNext / 1000)));
      throw new Refusal(refusal, { retryAfter });
    }
  };
}
