import type { BlacklistType } from '../../../shared/model/enums.ts';
import type { RefusalCode } from '../../../shared/refusals.ts';
import { refuse } from '../refusal.ts';
import type { Attempt, Check } from './attempt.ts';

const notListed =
  (type: BlacklistType, code: RefusalCode, of: (attempt: Attempt) => string | null): Check =>
  (core, attempt) => {
    const value = of(attempt);
    const id = value === null ? null : core.blacklist.find(type, value);
    if (id === null) return;
    core.store.bookkeep(() => core.store.blacklist.hit(id, core.now()));
    refuse(code);
  };

/** The address that a client comes from is not on the blacklist, nor in a range there. */
export const addressNotBlacklisted = notListed('IP_ADDRESS', 'address_blacklisted', ({ address }) => address);

/** The country that a trusted proxy says a client is in is not on the blacklist. */
export const countryNotBlacklisted = notListed('COUNTRY', 'country_blacklisted', ({ country }) => country);

/** The hardware identifier that a client gives is not on the blacklist. */
export const deviceNotBlacklisted = notListed(
  'HARDWARE_IDENTIFIER',
  'device_blacklisted',
  ({ hardwareIdentifier }) => hardwareIdentifier,
);

/** Nothing that a client is known by is on the blacklist. They stand behind the credentials: a stranger learns nothing. */
export const notBlacklisted: readonly Check[] = [
  addressNotBlacklisted,
  countryNotBlacklisted,
  deviceNotBlacklisted,
];
