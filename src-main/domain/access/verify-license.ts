import type { Core } from '../core.ts';
import type { Facts, License } from '../model.ts';
import { type Attempt, check, type CheckOrder } from './attempt.ts';
import { claimWithFacts } from './authorize-download.ts';

/**
 * Decides whether a licence is good for a client as it describes itself, and takes its seat.
 * @param order the dialect's order of checks
 * @returns what was found, as it was before the licence was used
 * @throws {Refusal} with the facts known by then
 */
export function verifyLicense(core: Core, attempt: Attempt, order: CheckOrder): Facts & { license: License } {
  return core.store.look(() => {
    const state = check(core, attempt, order);
    claimWithFacts(core, state.license, state, {
      device:
        attempt.hardwareIdentifier === null ? null : { kind: 'hwid', identifier: attempt.hardwareIdentifier },
      address: attempt.address,
      release: state.release,
    });
    return state;
  });
}
