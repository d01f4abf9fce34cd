import { newId } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import { newMetadata, type MetadataInput } from '../metadata.ts';
import type { Customer, PostalAddress } from '../model.ts';
import { Refusal } from '../refusal.ts';
import type { Store } from '../store.ts';

/** What may be said of a customer. A field that is left out is unknown in a new one, and stays as it is in a change. */
export type CustomerInput = {
  fullName?: string | null | undefined;
  username?: string | null | undefined;
  email?: string | null | undefined;
  discordId?: string | null | undefined;
  postalAddress?: Omit<PostalAddress, 'id'> | null | undefined;
  metadata?: readonly MetadataInput[] | undefined;
};

/**
 * The customer that a person means: by id, e-mail address or name.
 * @throws {Refusal} `customer_not_found`, `customer_ambiguous`
 */
export function findCustomer(store: Store, reference: string): Customer {
  const byId = store.customers.byId(reference.toLowerCase());
  if (byId) return byId;
  const [found, other] = store.customers.called(reference);
  if (!found)
    throw new Refusal('customer_not_found', {
      message: `There is no customer with the id, e-mail address or name "${reference}".`,
    });
  if (other)
    throw new Refusal('customer_ambiguous', {
      message: `Several customers are called "${reference}". Use an id.`,
    });
  return found;
}

/**
 * Creates a customer; a vendor who moves here keeps the ids.
 * @throws {Refusal} `invalid_input` without any of full name, user name and e-mail address; `id_taken`
 */
export function createCustomer(core: Core, input: CustomerInput & { id?: string | undefined }): Customer {
  const { store } = core;
  return store.change(() => {
    const now = core.now();
    const id = input.id?.toLowerCase() ?? newId();
    if (store.customers.byId(id))
      throw new Refusal('id_taken', { message: `Another customer has the id ${id}.` });
    const unknown = { fullName: null, username: null, email: null, discordId: null, postalAddress: null };
    const customer = apply({ id, name: '', ...unknown, createdAt: now, updatedAt: now }, input);
    store.customers.insert(customer);
    store.metadata.replace('customer', id, newMetadata(input.metadata ?? [], now));
    return customer;
  });
}

/**
 * Changes what is known of a customer.
 * @throws {Refusal} `customer_not_found`, `customer_ambiguous`, `invalid_input` as `createCustomer`
 */
export function updateCustomer(core: Core, reference: string, input: CustomerInput): Customer {
  const { store } = core;
  return store.change(() => {
    const now = core.now();
    const updated = { ...apply(findCustomer(store, reference), input), updatedAt: now };
    store.customers.update(updated);
    if (input.metadata) store.metadata.replace('customer', updated.id, newMetadata(input.metadata, now));
    return updated;
  });
}

/**
 * Deletes a customer with its access tokens. Its licences stay and belong to it no longer.
 * @throws {Refusal} `customer_not_found`, `customer_ambiguous`
 */
export function deleteCustomer(core: Core, reference: string): Customer {
  const { store } = core;
  return store.change(() => {
    const customer = findCustomer(store, reference);
    store.customers.remove(customer.id);
    return customer;
  });
}

function apply(before: Customer, input: CustomerInput): Customer {
  const { fullName = before.fullName, username = before.username, email = before.email } = input;
  const name = fullName ?? username ?? email;
  if (name === null)
    throw new Refusal('invalid_input', {
      message: 'A customer needs a name, a user name or an e-mail address.',
    });
  const { discordId = before.discordId, postalAddress = before.postalAddress } = input;
  return {
    ...before,
    ...{ name, fullName, username, email, discordId },
    postalAddress: postalAddress && { ...postalAddress, id: before.postalAddress?.id ?? newId() },
  };
}
