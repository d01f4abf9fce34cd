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
    core.store.note(() => core.store.blacklist.hit(id, core.now()));
    refuse(code);
  };

const addressNotBlacklisted = notListed('IP_ADDRESS', 'address_blacklisted', ({ address }) => address);
const countryNotBlacklisted = notListed('COUNTRY', 'country_blacklisted', ({ country }) => country);
const deviceNotBlacklisted = notListed(
  'HARDWARE_IDENTIFIER',
  'device_blacklisted',
  ({ hardwareIdentifier }) => hardwareIdentifier,
);

/**
 * Neither the address that a client comes from, alone or as one of a range, nor the country that a trusted proxy says it
 * is in stands on the blacklist. To be asked behind the credentials, so that a stranger learns nothing of it.
 */
export const originNotBlacklisted: readonly Check[] = [addressNotBlacklisted, countryNotBlacklisted];

/** The same, and the hardware identifier that the client gives. */
export const notBlacklisted: readonly Check[] = [...originNotBlacklisted, deviceNotBlacklisted];
