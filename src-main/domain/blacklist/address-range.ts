/** A block of addresses: those whose first `prefix` bits are those of `network`. A single address has all of them. */
export type AddressRange = { family: 4 | 6; network: bigint; prefix: number };

const WIDTH = { 4: 32, 6: 128 } as const;

/** The bits that an IPv4 address has in IPv6 before its own. */
const MAPPED = 0xffffn;

/**
 * Reads an address, or a range in CIDR notation. The bits after the prefix do not count, and an IPv4 address in IPv6 form
 * (`::ffff:192.0.2.1`) is the IPv4 address.
 * @returns null for what is neither
 */
export function parseRange(text: string): AddressRange | null {
  const [address = '', length, ...rest] = text.split('/');
  if (rest.length > 0) return null;
  const v4 = parseV4(address);
  const bits = v4 ?? parseV6(address);
  if (bits === null) return null;
  const family = v4 === null ? 6 : 4;
  if (length !== undefined && !/^(?:0|[1-9]\d{0,2})$/.test(length)) return null;
  const prefix = length === undefined ? WIDTH[family] : Number(length);
  if (prefix > WIDTH[family]) return null;
  return family === 6 && bits >> 32n === MAPPED && prefix >= 96
    ? cut(4, bits & 0xffffffffn, prefix - 96)
    : cut(family, bits, prefix);
}

/** Reads the address of a client, which may carry the zone of a link-local one. @returns null for what is none */
export const parseAddress = (text: string): AddressRange | null =>
  text.includes('/') ? null : parseRange(text.replace(/%.*$/s, ''));

/** A range cut down to fewer bits. */
export const widen = ({ family, network }: AddressRange, prefix: number): AddressRange =>
  cut(family, network, prefix);

/** Whether a range is a single address. */
export const isSingle = ({ family, prefix }: AddressRange): boolean => prefix === WIDTH[family];

/** The one spelling of a range: an address without a prefix, IPv6 as RFC 5952 has it. */
export function formatRange(range: AddressRange): string {
  const { family, network, prefix } = range;
  const address = family === 4 ? formatV4(network) : formatV6(network);
  return isSingle(range) ? address : `${address}/${prefix}`;
}

function cut(family: 4 | 6, bits: bigint, prefix: number): AddressRange {
  const free = BigInt(WIDTH[family] - prefix);
  return { family, network: (bits >> free) << free, prefix };
}

function parseV4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return null;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function parseV6(text: string): bigint | null {
  const halves = withoutV4(text)?.split('::') ?? [];
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const count = groups.flat().length;
  if (!(halves.length === 1 ? count === 8 : halves.length === 2 && count < 8)) return null;
  if (!groups.flat().every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  const [head = [], tail = []] = groups;
  const zeros = Array<string>(8 - count).fill('0');
  return [...head, ...zeros, ...tail].reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}

/** An IPv6 address with the IPv4 address at its end, if any, written as two groups. */
function withoutV4(text: string): string | null {
  if (!text.includes('.')) return text;
  const at = text.lastIndexOf(':') + 1;
  const v4 = parseV4(text.slice(at));
  if (v4 === null || at === 0) return null;
  return `${text.slice(0, at)}${(v4 >> 16n).toString(16)}:${(v4 & 0xffffn).toString(16)}`;
}

const formatV4 = (bits: bigint): string => [24n, 16n, 8n, 0n].map((by) => (bits >> by) & 0xffn).join('.');

function formatV6(bits: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((bits >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  const runs = groups.map((_, start) => {
    const end = groups.findIndex((group, index) => index >= start && group !== '0');
    return (end < 0 ? 8 : end) - start;
  });
  const longest = Math.max(...runs);
  if (longest < 2) return groups.join(':');
  const start = runs.indexOf(longest);
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + longest).join(':')}`;
}
