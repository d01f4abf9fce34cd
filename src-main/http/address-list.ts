import { BlockList, isIP } from 'node:net';

const family = (ip: string) => (isIP(ip) === 6 ? 'ipv6' : 'ipv4');

/** An address without the mark of an IPv4 address on an IPv6 socket. */
export const plainAddress = (ip: string): string => ip.replace(/^::ffff:(?=\d+\.)/i, '');

/** Tells whether an address is one of these addresses and CIDR ranges, or lies in one. */
export function createAddressList(entries: readonly string[]): (ip: string) => boolean {
  if (entries.length === 0) return () => false;
  const list = new BlockList();
  for (const entry of entries) {
    const [ip, prefix] = plainAddress(entry).split('/') as [string, string?];
    if (prefix === undefined) list.addAddress(ip, family(ip));
    else list.addSubnet(ip, Number(prefix), family(ip));
  }
  return (ip) => list.check(ip, family(ip));
}
