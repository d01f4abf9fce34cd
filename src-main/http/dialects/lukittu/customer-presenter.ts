import type { Core } from '../../../domain/core.ts';
import { type Customer, type Metadata, OWNER_ID } from '../../../domain/model.ts';
import { presentMetadata, times } from './common-presenters.ts';

/** A customer with all that hangs on it, fields in Lukittu's order (specs/lukittu.md section 1.5). */
export function presentWholeCustomer(teamId: string, customer: Customer, metadata: readonly Metadata[]) {
  const { id, username, email, fullName } = customer;
  return {
    ...{ id, username, email, fullName, teamId, createdByUserId: OWNER_ID, ...times(customer) },
    metadata: presentMetadata(teamId, metadata, 'customerId', id),
    address: presentAddress(customer),
    discordAccount: presentDiscordAccount(customer),
  };
}

/** The same for a customer whose metadata are yet to be read. */
export const presentStoredCustomer = ({ store }: Core, teamId: string, customer: Customer) =>
  presentWholeCustomer(teamId, customer, store.metadata.of('customer', customer.id));

function presentAddress({ id: customerId, postalAddress }: Customer) {
  if (!postalAddress) return null;
  const { id, city, country, line1, line2, postalCode, state } = postalAddress;
  return { id, city, country, line1, line2, postalCode, state, customerId };
}

/** Nothing but the id of the account is known here, and a customer has one at most, so it goes by the customer's own id. */
export function presentDiscordAccount(customer: Customer) {
  const { id, discordId } = customer;
  if (discordId === null) return null;
  return { id, customerId: id, discordId, username: null, avatar: null, ...times(customer) };
}
