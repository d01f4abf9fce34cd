import { BlockList, isIP, isIPv4 } from 'node:net';

/** The bytes of an address: 4 or 16. @param address without brackets and zone */
function addressBytes(address: string): Uint8Array {
  if (isIPv4(address)) return Uint8Array.from(address.split('.'), Number);
  const [head = '', tail] = canonicalAddress(address).split('::');
  const groups = (text: string) => (text === '' ? [] : text.split(':').map((group) => parseInt(group, 16)));
  const front = groups(head);
  const back = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => 0);
  return Uint8Array.from([...front, ...zeros, ...back].flatMap((group) => [group >> 8, group & 0xff]));
}

/** An address as everybody writes it: lower case, the longest run of zeros as `::` (RFC 5952). */
export const canonicalAddress = (address: string): string =>
  isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;

/** The bytes of a network (`10.0.0.0/8`): its address, then its mask (RFC 5280 section 4.2.1.10). */
export function networkBytes(network: string): Uint8Array {
  const [address, prefix] = split(network);
  const bytes = addressBytes(address);
  const mask = bytes.map((_, at) => (0xff00 >> Math.min(8, Math.max(0, prefix - at * 8))) & 0xff);
  return Uint8Array.from([...bytes.map((byte, at) => byte & mask[at]!), ...mask]);
}

/** Whether an address lies in one of some networks. */
export function liesIn(address: string, networks: readonly string[]): boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [base, prefix] = split(network);
    list.addSubnet(base, prefix, isIPv4(base) ? 'ipv4' : 'ipv6');
  }
  return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

const split = (network: string): [string, number] => {
  const [address = '', prefix] = network.split('/');
  return [address, Number(prefix)];
};
