import type { CustomerRecord } from '../../../shared/model/transfer.ts';
import { newId } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import { newMetadata } from '../metadata.ts';
import type { Customer } from '../model.ts';
import type { Known } from './known.ts';
import { existing, type Plan } from './plan.ts';

/**
 * What a record of a customer would make here. Without an id, the customer of the same e-mail address is the same one, and
 * without that too the one of the same name that has none.
 * @returns how it is stored, that it exists already, or what is wrong with it
 */
export function planCustomer(core: Core, known: Known, record: CustomerRecord): Plan {
  const { store } = core;
  const now = core.now();
  const { fullName = null, username = null, email = null, discordId = null } = record;
  const isSame = (other: Customer) =>
    email === null
      ? other.email === null && other.fullName === fullName && other.username === username
      : other.email?.toLowerCase() === email.toLowerCase();
  const same =
    record.id == null
      ? known.customers((email ?? fullName ?? username)!).find(isSame)
      : known.customerById(record.id);
  if (same) return existing(known, same, record.id == null ? 'fullName' : 'id');
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
