import type { Core } from '../core.ts';
import type { Address } from '../model.ts';
import { refuse } from '../refusal.ts';
import { findLicense } from './find-license.ts';

type AddressReference = {
  /** A licence by id or whole key. */
  license: string;
  /** The id of the address. */
  address: string;
};

/**
 * Gives the place of an address back. One that is forgotten already was so from the same time on.
 * @throws {Refusal} `license_not_found`, `address_not_found`
 */
export const forgetAddress = (core: Core, reference: AddressReference): Address =>
  change(core, reference, ({ forgottenAt }) => forgottenAt ?? core.now());

/**
 * Lets a forgotten address have its place again, even where the licence is used from as many as it allows: then no new one
 * is let in until enough are forgotten.
 * @throws {Refusal} `license_not_found`, `address_not_found`
 */
export const rememberAddress = (core: Core, reference: AddressReference): Address =>
  change(core, reference, () => null);

function change(
  core: Core,
  { license: reference, address: id }: AddressReference,
  forgottenAt: (address: Address) => number | null,
): Address {
  const { store } = core;
  return store.change(() => {
    const license = findLicense(store, reference);
    const address = store.addresses.byId(id);
    if (!address || address.licenseId !== license.id) return refuse('address_not_found');
    const changed = { ...address, forgottenAt: forgottenAt(address), updatedAt: core.now() };
    store.addresses.save(changed);
    return changed;
  });
}
