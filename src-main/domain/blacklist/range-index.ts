import { type AddressRange, widen } from './address-range.ts';

/**
 * Finds the narrowest of many ranges that an address lies in. It takes a look-up for each length of prefix that occurs,
 * 128 at most, however many ranges there are.
 */
export function createRangeIndex() {
  const byLength = new Map<string, Map<bigint, string>>();
  const lengths: Record<4 | 6, number[]> = { 4: [], 6: [] };

  const keyOf = (family: 4 | 6, prefix: number) => `${family}/${prefix}`;
  const remember = (family: 4 | 6) => {
    lengths[family] = Array.from({ length: 129 }, (_, prefix) => 128 - prefix).filter((prefix) =>
      byLength.has(keyOf(family, prefix)),
    );
  };
  return {
    add({ family, network, prefix }: AddressRange, id: string): void {
      const key = keyOf(family, prefix);
      const known = byLength.get(key);
      if (known) known.set(network, id);
      else {
        byLength.set(key, new Map([[network, id]]));
        remember(family);
      }
    },
    remove({ family, network, prefix }: AddressRange): void {
      const key = keyOf(family, prefix);
      const known = byLength.get(key);
      known?.delete(network);
      if (known?.size === 0 && byLength.delete(key)) remember(family);
    },
    /** @returns the id of the range, or null */
    find(address: AddressRange): string | null {
      for (const prefix of lengths[address.family]) {
        const { network } = widen(address, prefix);
        const id = byLength.get(keyOf(address.family, prefix))!.get(network);
        if (id !== undefined) return id;
      }
      return null;
    },
  };
}
