import { type Attempt, check, type CheckOrder } from '../access/attempt.ts';
import { claimWithFacts } from '../access/authorize-download.ts';
import type { Core } from '../core.ts';
import type { Device } from '../model.ts';
import { Refusal } from '../refusal.ts';
import { normalizeIdentifier } from './normalize-identifier.ts';
import { type Standing, standingOf } from './standing.ts';

/**
 * Gives a client's identifier a seat. The same identifier again has the same seat, even when every seat is taken.
 * @param order the dialect's order of checks
 * @param name what people call the device; null = as before
 * @throws {Refusal} of the checks, `invalid_input`, `seat_limit_reached`, with the facts known by then
 */
export function activateIdentifier(
  core: Core,
  attempt: Attempt & { identifier: string },
  order: CheckOrder,
  name: string | null,
): Standing & { device: Device } {
  const { store } = core;
  return store.look(() => {
    const state = check(core, attempt, order);
    const { license } = state;
    const kind = license.identifierType;
    const identifier = normalizeIdentifier(kind, attempt.identifier);
    if (identifier === '') {
      const message = 'Nothing is left of the identifier once it is normalised.';
      const refusal = new Refusal('invalid_input', { message });
      refusal.facts = state;
      throw refusal;
    }
    const device = name === null ? { kind, identifier } : { kind, identifier, name };
    claimWithFacts(core, license, state, { device, address: null });
    return { ...standingOf(core, state), device: named(core, license.id, device) };
  });
}

/** The device as stored, under the name it was just given: a seat seen a moment ago is not written by the claim. */
function named(
  { store, now }: Core,
  licenseId: string,
  { kind, identifier, name }: Pick<Device, 'kind' | 'identifier'> & { name?: string },
): Device {
  const device = store.devices.find(licenseId, kind, identifier)!;
  if (name === undefined || device.name === name) return device;
  const renamed = { ...device, name, updatedAt: now() };
  store.bookkeep(() => store.devices.save(renamed));
  return renamed;
}
