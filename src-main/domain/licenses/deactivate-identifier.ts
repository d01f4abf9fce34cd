import { type Attempt, check, type CheckOrder } from '../access/attempt.ts';
import type { Core } from '../core.ts';
import type { Device } from '../model.ts';
import { Refusal } from '../refusal.ts';
import { heldDevice } from './held-device.ts';
import { type Standing, standingOf } from './standing.ts';

/**
 * Takes the seat of a client's identifier back.
 * @param order the dialect's order of checks
 * @throws {Refusal} of the checks, `device_not_found` when the identifier holds none, with the facts known by then
 */
export function deactivateIdentifier(
  core: Core,
  attempt: Attempt & { identifier: string },
  order: CheckOrder,
): Standing & { device: Device } {
  const { store, now } = core;
  return store.look(() => {
    const state = check(core, attempt, order);
    const held = heldDevice(core, state.license, attempt.identifier);
    if (!held) {
      const refusal = new Refusal('device_not_found');
      refusal.facts = state;
      throw refusal;
    }
    const device = { ...held, forgottenAt: now(), updatedAt: now() };
    store.bookkeep(() => store.devices.save(device));
    core.changed(['devices']);
    return { ...standingOf(core, state), device };
  });
}
