import type { Core } from '../core.ts';
import type { Device, License } from '../model.ts';
import { normalizeIdentifier } from './normalize-identifier.ts';

/** The device that holds a seat of the licence under this identifier, however it is spelled; undefined when none does. */
export function heldDevice({ store }: Core, license: License, identifier: string): Device | undefined {
  const { id, identifierType } = license;
  const device = store.devices.find(id, identifierType, normalizeIdentifier(identifierType, identifier));
  return device?.forgottenAt === null ? device : undefined;
}
