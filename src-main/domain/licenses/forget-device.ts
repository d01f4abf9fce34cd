import type { Core } from '../core.ts';
import type { Device } from '../model.ts';
import { refuse } from '../refusal.ts';
import { findLicense } from './find-license.ts';

type DeviceReference = {
  /** A licence by id or whole key. */
  license: string;
  /** The id of the device. */
  device: string;
  /** True: no device is meant but one with a hardware identifier. */
  hwidOnly?: boolean;
};

/**
 * Gives the seat of a device back. One that is forgotten already was so from the same time on.
 * @throws {Refusal} `license_not_found`, `device_not_found`
 */
export const forgetDevice = (core: Core, reference: DeviceReference): Device =>
  change(core, reference, ({ forgottenAt }) => forgottenAt ?? core.now());

/**
 * Lets a forgotten device have its seat again, even where every seat is taken: then more devices hold one than the licence
 * has, and no new one gets any until enough are forgotten.
 * @throws {Refusal} `license_not_found`, `device_not_found`
 */
export const rememberDevice = (core: Core, reference: DeviceReference): Device =>
  change(core, reference, () => null);

function change(
  core: Core,
  { license: reference, device: id, hwidOnly = false }: DeviceReference,
  forgottenAt: (device: Device) => number | null,
): Device {
  const { store } = core;
  return store.change(() => {
    const license = findLicense(store, reference);
    const device = store.devices.byId(id);
    if (!device || device.licenseId !== license.id || (hwidOnly && device.kind !== 'hwid'))
      return refuse('device_not_found');
    const changed = { ...device, forgottenAt: forgottenAt(device), updatedAt: core.now() };
    store.devices.save(changed);
    return changed;
  });
}
