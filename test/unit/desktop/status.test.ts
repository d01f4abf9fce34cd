import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { clientAddresses, endpointFor, firewallHint } from '../../../src-main/desktop/addresses.ts';
import { externalUrl } from '../../../src-main/desktop/security.ts';
import { desktopStatus } from '../../../src-main/desktop/status.ts';
import type { ThreadReport } from '../../../src-main/desktop/thread-protocol.ts';

const address = (of: string, more: Partial<NetworkInterfaceInfo> = {}) =>
  ({
    address: of,
    family: 'IPv4',
    internal: false,
    netmask: '',
    mac: '',
    cidr: null,
    ...more,
  }) as NetworkInterfaceInfo;

const interfaces = {
  lo: [address('127.0.0.1', { internal: true })],
  eth0: [
    address('192.168.1.20'),
    { ...address('fe80::1'), family: 'IPv6', scopeid: 2 } as NetworkInterfaceInfo,
  ],
  wlan0: [address('169.254.3.4'), address('10.0.0.7')],
  gone: undefined,
};

const http = (lan: boolean) => ({ ...endpointFor(lan, 7420), scheme: 'http' as const });

describe('the addresses for clients', () => {
  it('none while nothing listens', () => expect(clientAddresses([], interfaces)).toEqual([]));
  it('this machine only, until the network is wanted', () =>
    expect(clientAddresses([http(false)], interfaces)).toEqual(['http://127.0.0.1:7420']));
  it('those of the network first, without the ones that lead nowhere', () =>
    expect(clientAddresses([http(true)], interfaces)).toEqual([
      'http://192.168.1.20:7420',
      'http://10.0.0.7:7420',
      'http://127.0.0.1:7420',
    ]));
  it('those of HTTPS before those of HTTP', () =>
    expect(
      clientAddresses([{ ...endpointFor(true, 7443), scheme: 'https' }, http(false)], interfaces),
    ).toEqual([
      'https://192.168.1.20:7443',
      'https://10.0.0.7:7443',
      'https://127.0.0.1:7443',
      'http://127.0.0.1:7420',
    ]));
});

it.each<NodeJS.Platform>(['linux', 'win32', 'darwin'])(
  'has a firewall hint for %s whose link may be opened',
  (platform) => {
    const { text, link } = firewallHint(platform, 7421);
    expect(text).toMatch(/firewall/i);
    expect(externalUrl(link)).toBe(link);
  },
);

describe('the status', () => {
  const report: ThreadReport = {
    bound: { host: '0.0.0.0', port: 7420 },
    offers: [http(true)],
    problem: null,
    slot: 'file',
    keyFile: true,
  };
  const status = (lan: boolean, server: ThreadReport | null, platform: NodeJS.Platform = 'linux') =>
    desktopStatus({
      server: { state: () => 'running', problem: () => null, report: () => server },
      preferences: { lan, port: 7000, keepAwake: true },
      power: { active: () => true, slept: () => null },
      keychainUnusable: 'no keyring',
      dataFolder: '/data',
      platform,
      interfaces,
    });

  it('names the port that is bound, else the one that should be', () => {
    expect(status(true, report).network.port).toBe(7420);
    expect(status(true, null).network.port).toBe(7000);
  });
  it('hints at the firewall only when others may connect', () => {
    expect(status(true, report).network.firewallHint).toContain('7420');
    const here = { ...report, bound: { host: '127.0.0.1', port: 7420 } };
    expect(status(true, here).network).toMatchObject({ firewallHint: null, firewallLink: null });
  });
  it('says why the key lies in a file, only when it does', () => {
    expect(status(false, report).keySlot).toEqual({ kind: 'file', keyFile: true, reason: 'no keyring' });
    expect(status(false, { ...report, slot: 'keychain', keyFile: false }).keySlot).toEqual({
      kind: 'keychain',
      keyFile: false,
      reason: null,
    });
    expect(status(false, null).keySlot).toEqual({ kind: null, keyFile: false, reason: null });
  });
  it.each([
    ['linux', 'linux'],
    ['darwin', 'mac'],
    ['win32', 'windows'],
  ] as const)('calls %s %s', (platform, name) => expect(status(false, report, platform).platform).toBe(name));
});
