import type { BlacklistType } from '../../../shared/model/enums.ts';
import { newId } from '../../crypto/secrets.ts';
import type { Core } from '../core.ts';
import { isCountry } from '../countries.ts';
import type { BlacklistEntry } from '../model.ts';
import { Refusal, refuse } from '../refusal.ts';
import { formatRange, parseRange } from './address-range.ts';

/**
 * Refuses from now on what the entry names.
 * @returns the entry, its value in the one spelling that is compared
 * @throws {Refusal} `invalid_input`, `blacklist_entry_taken`
 */
export function addToBlacklist(core: Core, input: { type: BlacklistType; value: string }): BlacklistEntry {
  const { store } = core;
  const value = spell(input.type, input.value);
  const now = core.now();
  const entry = { id: newId(), type: input.type, value, hits: 0, createdAt: now, updatedAt: now };
  store.change(() => {
    if (store.blacklist.find(input.type, value))
      throw new Refusal('blacklist_entry_taken', { message: `The blacklist holds ${value} already.` });
    store.blacklist.insert(entry);
  });
  core.blacklist.added(entry);
  return entry;
}

/**
 * Takes an entry from the blacklist.
 * @param reference its id, or its value where one entry has it
 * @returns the entry as it was
 * @throws {Refusal} `blacklist_entry_not_found`
 */
export function removeFromBlacklist(core: Core, reference: string): BlacklistEntry {
  const { store } = core;
  const entry = store.change(() => {
    const found = findEntry(core, reference) ?? refuse('blacklist_entry_not_found');
    store.blacklist.remove(found.id);
    return found;
  });
  core.blacklist.removed(entry);
  return entry;
}

const types: readonly BlacklistType[] = ['IP_ADDRESS', 'COUNTRY', 'HARDWARE_IDENTIFIER'];

function findEntry({ store }: Core, reference: string): BlacklistEntry | undefined {
  const byId = store.blacklist.byId(reference.toLowerCase());
  if (byId) return byId;
  const [found, other] = types.flatMap((type) => {
    const value = spelling(type, reference);
    return (value !== null && store.blacklist.find(type, value)) || [];
  });
  return other ? undefined : found;
}

const rules: Record<BlacklistType, { spelling: (value: string) => string | null; rule: string }> = {
  IP_ADDRESS: {
    spelling: (value) => {
      const range = parseRange(value.trim());
      return range && formatRange(range);
    },
    rule: 'must be an IPv4 or IPv6 address or a range in CIDR notation, e.g. 203.0.113.0/24',
  },
  COUNTRY: {
    spelling: (value) => (isCountry(value.trim().toUpperCase()) ? value.trim().toUpperCase() : null),
    rule: 'must be a country code of three letters (ISO 3166-1 alpha-3), e.g. DEU',
  },
  HARDWARE_IDENTIFIER: {
    spelling: (value) => (value.length >= 3 && value.length <= 1000 && /^\S+$/.test(value) ? value : null),
    rule: 'must be 3 to 1000 characters without spaces',
  },
};

const spelling = (type: BlacklistType, value: string): string | null => rules[type].spelling(value);

function spell(type: BlacklistType, value: string): string {
  const spelt = spelling(type, value);
  if (spelt === null) throw new Refusal('invalid_input', { message: `The value ${rules[type].rule}.` });
  return spelt;
}
