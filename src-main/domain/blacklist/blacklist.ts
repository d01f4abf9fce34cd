import type { BlacklistType } from '../../../shared/model/enums.ts';
import type { BlacklistEntry } from '../model.ts';
import type { Store } from '../store.ts';
import { formatRange, isSingle, parseAddress, parseRange } from './address-range.ts';
import { createRangeIndex } from './range-index.ts';

/** The blacklist as checks ask it. */
export type Blacklist = ReturnType<typeof openBlacklist>;

/**
 * Makes the blacklist ready for checks. Its ranges are read once and kept; everything else is an indexed look-up, and none
 * where the list has nothing of the kind: a check takes as long whatever the length of the list.
 */
export function openBlacklist(store: Store) {
  const ranges = createRangeIndex();
  const counts = store.blacklist.counts();

  const rangeOf = ({ type, value }: BlacklistEntry) => {
    const range = type === 'IP_ADDRESS' ? parseRange(value) : null;
    return range && !isSingle(range) ? range : null;
  };
  for (const entry of store.blacklist.ranges()) {
    const range = rangeOf(entry);
    if (range) ranges.add(range, entry.id);
  }
  const exactly = (type: BlacklistType, value: string) => store.blacklist.find(type, value)?.id ?? null;
  return {
    /** Told of an entry once it is stored. */
    added(entry: BlacklistEntry): void {
      counts[entry.type] += 1;
      const range = rangeOf(entry);
      if (range) ranges.add(range, entry.id);
    },
    /** Told of an entry once it is gone. */
    removed(entry: BlacklistEntry): void {
      counts[entry.type] -= 1;
      const range = rangeOf(entry);
      if (range) ranges.remove(range);
    },
    /**
     * The entry that names an address, a country (alpha-3) or a hardware identifier; of several ranges the narrowest.
     * @returns its id, or null
     */
    find(type: BlacklistType, value: string): string | null {
      if (counts[type] === 0) return null;
      if (type !== 'IP_ADDRESS') return exactly(type, value);
      const address = parseAddress(value);
      return address && (exactly(type, formatRange(address)) ?? ranges.find(address));
    },
  };
}
