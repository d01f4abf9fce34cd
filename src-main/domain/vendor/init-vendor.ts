import { importKeyPair, newKeyPair, type KeyPairPem } from '../../crypto/vendor-keys.ts';
import { newId } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import type { Vendor } from '../model.ts';
import { Refusal } from '../refusal.ts';

/**
 * Sets who the vendor is. A folder has one from its first opening on; id and key pair can be replaced until the
 * first product exists, since shipped clients have both built in. The name can always change.
 * @throws {Refusal} `private_key_invalid`, `vendor_in_use`
 */
export async function initVendor(
  core: Core,
  input: { id?: string | undefined; name?: string | undefined; privateKey?: string | undefined },
): Promise<Vendor> {
  const { store } = core;
  const keys = input.privateKey === undefined ? null : readPrivateKey(input.privateKey);
  const current = store.vendor.get();
  const fresh = current && !keys ? null : (keys ?? (await newKeyPair()));
  return store.change(() => {
    const changesIdentity =
      current && (keys !== null || (input.id !== undefined && input.id.toLowerCase() !== current.id));
    if (changesIdentity && store.products.list().length > 0) throw new Refusal('vendor_in_use');
    const now = core.now();
    const vendor = {
      id: input.id?.toLowerCase() ?? current?.id ?? newId(),
      name: input.name ?? current?.name ?? 'My company',
      publicKey: fresh?.publicKey ?? current!.publicKey,
      createdAt: current?.createdAt ?? now,
      updatedAt: now,
    };
    store.vendor.set(vendor, fresh?.privateKey ?? store.vendor.privateKey());
    return vendor;
  });
}

/** @throws {Refusal} `private_key_invalid` */
export function readPrivateKey(pem: string): KeyPairPem {
  try {
    return importKeyPair(pem);
  } catch (error) {
    throw new Refusal('private_key_invalid', { message: (error as RangeError).message });
  }
}
