import type { CustomerRecord } from '../../../shared/model/transfer.ts';
import { newId } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import { newMetadata } from '../metadata.ts';
import type { Customer } from '../model.ts';
import type { Known } from './known.ts';
import type { Plan } from './plan.ts';

/**
 * What a record of a customer would make here. Without an id, the customer of the same e-mail address is the same one.
 * @returns how it is stored, or that it exists already
 */
export function planCustomer(core: Core, known: Known, record: CustomerRecord): Plan {
  const { store } = core;
  const now = core.now();
  const same =
    record.id == null
      ? record.email == null
        ? undefined
        : known
            .customers(record.email)
            .find(({ email }) => email?.toLowerCase() === record.email!.toLowerCase())
      : known.customerById(record.id);
  if (same) return { existing: true };
  const { fullName = null, username = null, email = null, discordId = null } = record;
  const customer: Customer = {
    id: record.id ?? newId(),
    name: (fullName ?? username ?? email)!,
    fullName,
    username,
    email,
    discordId,
    postalAddress: record.postalAddress ? { id: newId(), ...record.postalAddress } : null,
    createdAt: record.createdAt ?? now,
    updatedAt: record.updatedAt ?? now,
  };
  known.addCustomer(customer);
  return {
    existing: false,
    save() {
      store.customers.insert(customer);
      store.metadata.replace('customer', customer.id, newMetadata(record.metadata ?? [], now));
    },
  };
}
