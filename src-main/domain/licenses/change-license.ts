import { claim } from '../access/claim.ts';
import type { Core } from '../core.ts';
import type { Device, License } from '../model.ts';
import { refuse } from '../refusal.ts';
import { findLicense } from './find-license.ts';
import { normalizeIdentifier } from './normalize-identifier.ts';
import { isExpired } from './status.ts';

const change = (core: Core, reference: string, changes: (license: License) => Partial<License>): License => {
  const { store } = core;
  return store.change(() => {
    const license = findLicense(store, reference);
    const updated = { ...license, ...changes(license), updatedAt: core.now() };
    store.licenses.update(updated);
    return updated;
  });
};

/** @throws {Refusal} `license_not_found`, `license_revoked` */
export const suspendLicense = (core: Core, reference: string): License =>
  change(core, reference, (license) => (license.revoked ? refuse('license_revoked') : { suspended: true }));

/** @throws {Refusal} `license_not_found`, `license_revoked`: a revocation is final */
export const resumeLicense = (core: Core, reference: string): License =>
  change(core, reference, (license) => (license.revoked ? refuse('license_revoked') : { suspended: false }));

/** Revokes for good. @throws {Refusal} `license_not_found` */
export const revokeLicense = (core: Core, reference: string): License =>
  change(core, reference, () => ({ revoked: true }));

/** Removes a licence with its devices and addresses. @returns the licence and its key as they were. @throws {Refusal} `license_not_found` */
export function deleteLicense(core: Core, reference: string): License {
  const { store } = core;
  return store.change(() => {
    const license = findLicense(store, reference);
    store.licenses.remove(license.id);
    return license;
  });
}

/**
 * Gives an identifier a seat. The same identifier again gets the same seat.
 * @throws {Refusal} `license_not_found`, `license_revoked`, `license_suspended`, `license_expired`, `seat_limit_reached`, `invalid_input`
 */
export function activateLicense(
  core: Core,
  input: { license: string; identifier: string; name?: string | undefined },
): Device {
  const { store } = core;
  return store.change(() => {
    const license = findLicense(store, input.license);
    if (license.revoked) refuse('license_revoked');
    if (license.suspended) refuse('license_suspended');
    if (isExpired(license, core.now())) refuse('license_expired');
    const kind = license.identifierType;
    const identifier = normalizeIdentifier(kind, input.identifier);
    if (identifier === '')
      refuse('invalid_input', 'Nothing is left of the identifier once it is normalised.');
    const device = input.name === undefined ? { kind, identifier } : { kind, identifier, name: input.name };
    claim(core, license, { device, address: null });
    return store.devices.find(license.id, kind, identifier)!;
  });
}
