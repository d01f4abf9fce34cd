import type { Core } from '../core.ts';
import type { Facts, License } from '../model.ts';
import { Refusal } from '../refusal.ts';

/** What a client said, in the words of the domain; null = it did not say. */
export type Attempt = {
  licenseKey: string | null;
  /** SHA-256 of a customer's access token. */
  accessTokenHash: Buffer | null;
  productId: string | null;
  productNumber: number | null;
  customerId: string | null;
  /** Name of a branch; null = the default line. */
  branch: string | null;
  version: string | null;
  platform: string | null;
  /** A release file's id, or a release's. */
  fileId: string | null;
  /** Name of a file within a release. */
  fileName: string | null;
  hardwareIdentifier: string | null;
  /** A LicenseDock identifier as it was sent. */
  identifier: string | null;
  address: string | null;
  /** ISO 3166-1 alpha-3, where a trusted proxy says it. */
  country: string | null;
};

/** An attempt that says nothing; dialects spread what they know over it. */
export const silentAttempt: Attempt = {
  licenseKey: null,
  accessTokenHash: null,
  productId: null,
  productNumber: null,
  customerId: null,
  branch: null,
  version: null,
  platform: null,
  fileId: null,
  fileName: null,
  hardwareIdentifier: null,
  identifier: null,
  address: null,
  country: null,
};

/** What the checks have found so far. */
export type State = Facts & {
  /** Set by the credential check: the licences that any later check may be passed with. */
  candidates: License[];
  /** The line that is asked for: null = the default line. */
  branchId: string | null;
};

/** One question about an attempt: it adds to the state what it finds, or refuses. */
export type Check = (core: Core, attempt: Attempt, state: State) => void;

/**
 * In which order a dialect asks. The order is part of its wire contract: it decides which refusal a client sees.
 * `first` ends with the credential check or follows it; `each` is tried with one candidate licence after the other.
 */
export type CheckOrder = { first: readonly Check[]; each: readonly Check[] };

/**
 * Runs an order of checks.
 * @returns what was found, with the first candidate licence that passes every check
 * @throws {Refusal} of the candidate that came furthest, with the facts known by then
 */
export function check(core: Core, attempt: Attempt, order: CheckOrder): State & { license: License } {
  const state: State = { candidates: [], branchId: null };
  pass(order.first, core, attempt, state);
  let furthest: { step: number; refusal: Refusal } | undefined;
  for (const license of state.candidates) {
    const own = { ...state, license };
    let step = 0;
    try {
      for (const one of order.each) {
        one(core, attempt, own);
        step += 1;
      }
      return own;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      error.facts = own;
      if (!furthest || step > furthest.step) furthest = { step, refusal: error };
    }
  }
  if (furthest) throw furthest.refusal;
  const none = new Refusal('product_not_licensed', { message: 'The customer has no licence.' });
  none.facts = state;
  throw none;
}

function pass(checks: readonly Check[], core: Core, attempt: Attempt, state: State): void {
  try {
    for (const one of checks) one(core, attempt, state);
  } catch (error) {
    if (error instanceof Refusal) error.facts = state;
    throw error;
  }
}
