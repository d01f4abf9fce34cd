import { UUID } from '../../../shared/uuid.ts';
import type { License } from '../model.ts';
import { Refusal } from '../refusal.ts';
import type { Store } from '../store.ts';

/**
 * The licence that a person means: by id or whole key. The message does not repeat what may be a key.
 * @throws {Refusal} `license_not_found`
 */
export function findLicense(store: Store, reference: string): License {
  const found =
    (UUID.test(reference) ? store.licenses.byId(reference.toLowerCase()) : undefined) ??
    store.licenses.byKey(reference);
  if (found) return found;
  throw new Refusal('license_not_found', {
    message: 'There is no licence with this id or key. Keys are case-sensitive.',
  });
}
