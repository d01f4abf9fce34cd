import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatRange,
  parseAddress,
  parseRange,
  widen,
} from '../../../../src-main/domain/blacklist/address-range.ts';

const spelt = (text: string): string | null => {
  const range = parseRange(text);
  return range && formatRange(range);
};

describe('an address or range', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['192.0.2.7/32', '192.0.2.7'],
    ['192.0.2.7/24', '192.0.2.0/24'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['255.255.255.255/1', '128.0.0.0/1'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:0207', '192.0.2.7'],
    ['::ffff:192.0.2.7/120', '192.0.2.0/24'],
    ['::ffff:0:0/96', '0.0.0.0/0'],
    ['::ffff:0:0/95', '::fffe:0:0/95'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8:0:1:0:0:0:1', '2001:db8:0:1::1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:db8:1:2:3:4:5:6/48', '2001:db8:1::/48'],
    ['2001:db8::1/128', '2001:db8::1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['::', '::'],
    ['::/0', '::/0'],
    ['1::', '1::'],
  ])('%s is spelt %s', (text, expected) => {
    expect(spelt(text)).toBe(expected);
    expect(spelt(expected)).toBe(expected);
  });

  it.each([
    ...['', ' ', 'x', '1.2.3', '1.2.3.4.5', '1.2.3.256', '01.2.3.4', '1.2.3.4/', '1.2.3.4/33', '1.2.3.4/-1'],
    ...[
      '1.2.3.4/08',
      '1.2.3.4/8/8',
      '1.2.3.4/٣',
      '1.2.3.٤',
      '::/129',
      ':',
      ':::',
      '1:2:3:4:5:6:7',
      'fe80::1%eth0/64',
    ],
    ...[
      '1:2:3:4:5:6:7:8:9',
      '1::2::3',
      '12345::',
      'g::',
      '::1.2.3',
      '1.2.3.4::',
      '1:2:3:4:5:6:7::8',
      '::ffff:1.2.3.4.5',
    ],
  ])('%j is none', (text) => expect(parseRange(text)).toBeNull());

  it('reads the address of a client with its zone, and no range', () => {
    expect(parseAddress('fe80::1%eth0')).toEqual(parseRange('fe80::1'));
    expect(parseAddress('10.0.0.0/8')).toBeNull();
  });

  it.each([
    ['ipv4', fc.ipV4(), 32],
    ['ipv6', fc.ipV6(), 128],
  ] as const)('holds the same %s addresses as Node’s own list', (family, address, width) => {
    fc.assert(
      fc.property(address, fc.integer({ min: 1, max: width }), address, (network, prefix, client) => {
        const list = new BlockList();
        list.addSubnet(network, prefix, family);
        const range = parseRange(`${network}/${prefix}`)!;
        const asked = parseAddress(client)!;
        if (range.family !== asked.family || asked.family !== (family === 'ipv4' ? 4 : 6)) return;
        expect(widen(asked, range.prefix).network === range.network).toBe(list.check(client, family));
      }),
    );
  });
});
