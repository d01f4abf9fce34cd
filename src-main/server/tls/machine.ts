import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { canonicalAddress, liesIn } from '../../crypto/ip-networks.ts';
import type { Constraints } from '../../crypto/name-constraints.ts';

/** What this machine is called and which addresses it has in its networks. */
export type Machine = { hostName: string; addresses: string[] };

/** As the system tells it right now. */
export const thisMachine = (): Machine => ({
  hostName: hostname(),
  addresses: Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .flatMap(({ internal, address }) => (internal ? [] : [address])),
});

/** What clients may reach a server by. */
export type Hosts = { names: string[]; addresses: string[] };

/** More than this many addresses are those of containers, not of a network with clients. */
const MOST_ADDRESSES = 100;

/** Java refuses a certificate with any other character in a name. */
const DNS_NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/**
 * What a certificate of this machine should be good for: its name, its name in the local network (mDNS), the vendor's names
 * for it, itself, and its addresses.
 * @param more names and addresses of the vendor's, as in a URL
 */
export function hostsOf({ hostName, addresses }: Machine, more: readonly string[]): Hosts {
  const full = hostName.toLowerCase().replace(/\.$/, '');
  const short = full.split('.', 1)[0]!;
  const own = isIP(full) !== 0 || short === 'localhost' ? [] : [full, short, `${short}.local`];
  const names = [...own, ...more, 'localhost'].filter((name) => DNS_NAME.test(name) && isIP(name) === 0);
  const given = more.map((host) => host.replace(/^\[|\]$/g, '')).filter((host) => isIP(host) !== 0);
  const plain = addresses.map((address) => canonicalAddress(address.split('%', 1)[0]!));
  return {
    names: [...new Set(names)],
    addresses: [
      ...new Set([
        ...['127.0.0.1', '::1'],
        ...given.map(canonicalAddress),
        ...plain.toSorted().slice(0, MOST_ADDRESSES),
      ]),
    ],
  };
}

/** Networks that exist in every site and belong to nobody on the internet (RFC 1918, 3927, 4193, 4291, 6598). */
const PRIVATE_NETWORKS = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
];

/**
 * What a new CA may sign for. Constraints are fixed when a CA is made, but addresses change with the next DHCP lease: all
 * private networks are allowed, and a public address that the machine has now (with its /64 for IPv6, in which it wanders).
 */
export const constraintsFor = ({ names, addresses }: Hosts): Constraints => ({
  names,
  networks: [
    ...PRIVATE_NETWORKS,
    ...addresses
      .filter((address) => !liesIn(address, PRIVATE_NETWORKS))
      .map((address) => `${address}/${address.includes(':') ? 64 : 32}`),
  ],
});

/** Splits hosts by whether a CA may sign for them. */
export function permittedHosts(
  { names, addresses }: Hosts,
  permits: Constraints,
): { permitted: Hosts; uncovered: string[] } {
  const covers = (name: string) =>
    permits.names.some((permitted) => name === permitted || name.endsWith(`.${permitted}`));
  const reaches = (address: string) => liesIn(address, permits.networks);
  return {
    permitted: { names: names.filter(covers), addresses: addresses.filter(reaches) },
    uncovered: [
      ...names.filter((name) => !covers(name)),
      ...addresses.filter((address) => !reaches(address)),
    ],
  };
}
