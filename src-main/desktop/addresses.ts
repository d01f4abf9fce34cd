import type { NetworkInterfaceInfo } from 'node:os';
import { type Endpoint, urlOf } from '../http/server.ts';
import type { Offer } from '../server/listening.ts';

type Interfaces = Record<string, NetworkInterfaceInfo[] | undefined>;

/** Where the API listens: on this machine only, or for the whole network. */
export const endpointFor = (lan: boolean, port: number): Endpoint => ({
  host: lan ? '0.0.0.0' : '127.0.0.1',
  port,
});

/** Whether other machines reach it. */
export const isForNetwork = ({ host }: Endpoint): boolean => host === '0.0.0.0';

/**
 * The base URLs that clients use, best first: the machine's addresses in the network, then itself.
 * @param offers where the server listens; none when nothing does
 */
export function clientAddresses(offers: readonly Offer[], interfaces: Interfaces): string[] {
  const own = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(
      ({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'),
    );
  return offers.flatMap(({ scheme, ...endpoint }) => [
    ...(isForNetwork(endpoint)
      ? own.map(({ address }) => urlOf({ host: address, port: endpoint.port }, scheme))
      : []),
    urlOf(endpoint, scheme),
  ]);
}

/** What this system wants before other machines get through to the port. */
export function firewallHint(platform: NodeJS.Platform, port: number): { text: string; link: string } {
  switch (platform) {
    case 'win32':
      return {
        text: `Windows asks once whether Lanyard may be reached on private networks: allow it. If it did not ask, allow Lanyard in Windows Security › Firewall & network protection › Allow an app through firewall (TCP port ${port}).`,
        link: 'https://support.microsoft.com/windows/firewall-and-network-protection-in-the-windows-security-app-ec0844f7-aebd-0583-67fe-601ecf5d774f',
      };
    case 'darwin':
      return {
        text: `If the firewall of macOS is on, it asks once whether Lanyard may accept incoming connections: allow it. See System Settings › Network › Firewall › Options.`,
        link: 'https://support.apple.com/guide/mac-help/change-firewall-settings-on-mac-mh11783/mac',
      };
    default:
      return {
        text: `If a firewall is on, open the port: sudo ufw allow ${port}/tcp, or sudo firewall-cmd --permanent --add-port=${port}/tcp && sudo firewall-cmd --reload.`,
        link: 'https://help.ubuntu.com/community/UFW',
      };
  }
}
