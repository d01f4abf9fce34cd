import { newId } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import type { Customer } from '../model.ts';
import { Refusal } from '../refusal.ts';
import type { Store } from '../store.ts';

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

export function createCustomer(
  core: Core,
  input: { name: string; email?: string | null | undefined },
): Customer {
  const now = core.now();
  const customer = {
    id: newId(),
    name: input.name,
    email: input.email ?? null,
    createdAt: now,
    updatedAt: now,
  };
  core.store.change(() => core.store.customers.insert(customer));
  return customer;
}
