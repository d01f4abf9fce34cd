import type { Input } from '../../../shared/contract.ts';
import type { CustomerView } from '../../../shared/model/views.ts';
import { filledPairs, type Pair } from '../../lib/pairs.ts';

const addressParts = ['line1', 'line2', 'postalCode', 'city', 'state', 'country'] as const;

/** What the form of a customer holds: an empty text is what is not known. */
export type CustomerValues = CustomerTexts & {
  /** null = not read yet, and left as it is. */
  metadata: Pair[] | null;
};

export type CustomerTexts = Record<
  'name' | 'username' | 'email' | 'discordId' | (typeof addressParts)[number],
  string
>;

/** @param customer none = a new one; without its metadata they are not known yet */
export function customerValues(customer?: CustomerView & { metadata?: Pair[] | undefined }): CustomerValues {
  const { fullName, username, email, discordId, postalAddress } = customer ?? {};
  const address = Object.fromEntries(addressParts.map((part) => [part, postalAddress?.[part] ?? '']));
  return {
    name: fullName ?? '',
    username: username ?? '',
    email: email ?? '',
    discordId: discordId ?? '',
    metadata: customer ? (customer.metadata ?? null) : [],
    ...(address as Record<(typeof addressParts)[number], string>),
  };
}

/** The call that the form makes. */
export function customerInput(values: CustomerValues): Input<'customers.create'> {
  const known = (text: string) => text.trim() || null;
  const address = Object.fromEntries(addressParts.map((part) => [part, known(values[part])]));
  const isKnown = Object.values(address).some((part) => part !== null);
  return {
    name: known(values.name),
    username: known(values.username),
    email: known(values.email),
    discordId: known(values.discordId),
    postalAddress: isKnown ? address : null,
    ...(values.metadata && { metadata: filledPairs(values.metadata) }),
  };
}
