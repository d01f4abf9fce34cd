import { type Attempt, check, type CheckOrder } from '../access/attempt.ts';
import { claim } from '../access/claim.ts';
import type { Core } from '../core.ts';
import { isFresh } from '../last-seen.ts';
import { heldDevice } from './held-device.ts';
import { type Standing, standingOf } from './standing.ts';
import { isExpired } from './status.ts';

/**
 * Tells how a licence stands, good or not. It takes no seat. Unless the client names an identifier without a seat, asking
 * is a sign of life of the licence, and a use of it when it is good: the seat is renewed, and a duration that starts with
 * the first use starts.
 * @param order the dialect's order of checks, which asks for no state of the licence
 * @returns `activated`: whether the identifier holds a seat, true when none was named
 * @throws {Refusal} of the checks, with the facts known by then
 */
export function validateLicense(
  core: Core,
  attempt: Attempt,
  order: CheckOrder,
): Standing & { valid: boolean; activated: boolean } {
  const { store, now } = core;
  return store.look(() => {
    const state = check(core, attempt, order);
    const { license } = state;
    const valid = !license.revoked && !license.suspended && !isExpired(license, now());
    const held = attempt.identifier === null ? null : heldDevice(core, license, attempt.identifier);
    const activated = held !== undefined;
    const device = held ? { kind: held.kind, identifier: held.identifier } : null;
    if (activated && valid) claim(core, license, { device, address: null });
    else if (activated && !isFresh(license.lastActiveAt, now()))
      store.note(() => store.licenses.touch(license.id, now()));
    return { ...standingOf(core, state), valid, activated };
  });
}
