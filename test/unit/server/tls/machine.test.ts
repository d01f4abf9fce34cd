import { describe, expect, it } from 'vitest';
import { networkBytes } from '../../../../src-main/crypto/ip-networks.ts';
import { constraintsFor, hostsOf, permittedHosts } from '../../../../src-main/server/tls/machine.ts';
import { urlsFor } from '../../../../src-main/server/tls/client-urls.ts';

describe('the hosts of a certificate', () => {
  const namesOf = (hostName: string, more: string[] = []) => hostsOf({ hostName, addresses: [] }, more).names;
  it.each([
    ['harbour', ['harbour', 'harbour.local', 'localhost']],
    ['Johns-MacBook.local', ['johns-macbook.local', 'johns-macbook', 'localhost']],
    ['pc7.corp.example.com.', ['pc7.corp.example.com', 'pc7', 'pc7.local', 'localhost']],
    ['under_score', ['localhost']], // Java refuses a certificate with such a name
    ['Büro', ['localhost']],
    ['', ['localhost']],
    ['192.168.1.5', ['localhost']],
    ['localhost', ['localhost']],
    ['localhost.localdomain', ['localhost']],
  ])('named %j are %j', (hostName, names) => expect(namesOf(hostName)).toEqual(names));

  it("have the vendor's names, and no address among them", () =>
    expect(namesOf('harbour', ['releases.example', 'harbour', '10.0.0.1', '[::1]'])).toEqual([
      'harbour',
      'harbour.local',
      'releases.example',
      'localhost',
    ]));

  it("have the vendor's addresses, such as that of the router which hands requests on", () => {
    const addresses = Array.from({ length: 500 }, (_, at) => `10.0.${at >> 8}.${at & 255}`);
    const { addresses: all } = hostsOf({ hostName: 'h', addresses }, ['203.0.113.9', '[2001:DB8::9]', 'h']);
    expect(all).toHaveLength(104);
    expect(all).toEqual(expect.arrayContaining(['203.0.113.9', '2001:db8::9']));
  });

  it('have each address once, in one order, without its zone', () =>
    expect(
      hostsOf(
        {
          hostName: 'h',
          addresses: ['fe80::1%eth0', '192.168.1.2', 'FD00:0:0::7', '192.168.1.2', '127.0.0.1'],
        },
        [],
      ).addresses,
    ).toEqual(['127.0.0.1', '::1', '192.168.1.2', 'fd00::7', 'fe80::1']));

  it('are not all the addresses of a machine full of containers', () => {
    const addresses = Array.from({ length: 500 }, (_, at) => `10.0.${at >> 8}.${at & 255}`);
    expect(hostsOf({ hostName: 'h', addresses }, []).addresses).toHaveLength(102);
  });
});

describe('what a CA may sign for', () => {
  const hosts = hostsOf(
    { hostName: 'harbour', addresses: ['203.0.113.9', '2001:db8:1:2::5', '10.1.2.3'] },
    [],
  );
  const permits = constraintsFor(hosts);

  it('is every private network, and a public address of its time', () => {
    expect(permits.networks).toContain('10.0.0.0/8');
    expect(permits.networks.slice(-2)).toEqual(['2001:db8:1:2::5/64', '203.0.113.9/32']);
    expect(permittedHosts(hosts, permits)).toEqual({ permitted: hosts, uncovered: [] });
  });

  it.each([
    ['10.255.255.255', true],
    ['11.0.0.0', false],
    ['172.16.0.1', true],
    ['172.32.0.1', false],
    ['192.168.255.1', true],
    ['169.254.1.1', true],
    ['100.64.0.1', true],
    ['8.8.8.8', false],
    ['203.0.113.10', false],
    ['fd12:3456::1', true],
    ['fe80::abcd', true],
    ['2001:db8:1:2:ffff::1', true],
    ['2001:db8:1:3::1', false],
    ['::2', false],
  ])('has %s in it: %s', (address, is) =>
    expect(permittedHosts({ names: [], addresses: [address] }, permits).uncovered).toEqual(
      is ? [] : [address],
    ),
  );

  it.each([
    ['harbour', true],
    ['x.harbour', true],
    ['harbour.local', true],
    ['myharbour', false],
    ['harbour.example', false],
    ['local', false],
  ])('has the name %s in it: %s', (name, is) =>
    expect(permittedHosts({ names: [name], addresses: [] }, permits).uncovered).toEqual(is ? [] : [name]),
  );
});

it.each([
  ['10.0.0.0/8', '0a000000ff000000'],
  ['172.16.5.4/12', 'ac100000fff00000'],
  ['203.0.113.9/32', 'cb007109ffffffff'],
  ['fe80::/10', `fe80${'0'.repeat(28)}ffc0${'0'.repeat(28)}`],
  ['::1/128', `${'0'.repeat(31)}1${'f'.repeat(32)}`],
  ['2001:db8:1:2::5/64', `20010db800010002${'0'.repeat(16)}${'f'.repeat(16)}${'0'.repeat(16)}`],
])('writes the network %s as address and mask', (network, hex) =>
  expect(Buffer.from(networkBytes(network)).toString('hex')).toBe(hex),
);

describe('the addresses that clients use', () => {
  const facts = {
    names: ['harbour', 'harbour.local', '*.example', 'localhost'],
    addresses: ['127.0.0.1', '::1', '192.168.1.20', 'fd00::7', 'fe80::1', '169.254.3.4'],
  };
  it.each([
    [
      '0.0.0.0',
      [
        'https://192.168.1.20:7443',
        'https://harbour:7443',
        'https://harbour.local:7443',
        'https://[fd00::7]:7443',
        'https://127.0.0.1:7443',
      ],
    ],
    ['127.0.0.1', ['https://127.0.0.1:7443', 'https://localhost:7443']],
    ['192.168.1.20', ['https://192.168.1.20:7443', 'https://harbour:7443', 'https://harbour.local:7443']],
  ])('while it listens on %s', (host, urls) => expect(urlsFor({ host, port: 7443 }, facts)).toEqual(urls));
});
