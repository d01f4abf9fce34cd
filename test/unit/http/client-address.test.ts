import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createClientAddress } from '../../../src-main/http/client-address.ts';

/** Where a request from a socket, with the addresses that proxies added, comes from. */
const addressOf = (trusted: string[], remoteAddress: string | undefined, forwarded?: string) =>
  createClientAddress(trusted)({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  } as unknown as IncomingMessage);

describe('the address of a client', () => {
  it('is that of its socket, without the mark of IPv4 on IPv6', () => {
    expect(addressOf([], '192.168.1.7')).toBe('192.168.1.7');
    expect(addressOf([], '::ffff:192.168.1.7')).toBe('192.168.1.7');
    expect(addressOf([], '2001:db8::1')).toBe('2001:db8::1');
    expect(addressOf([], undefined)).toBe(null);
  });

  it('is not what an unknown proxy says', () => {
    expect(addressOf([], '192.168.1.7', '1.2.3.4')).toBe('192.168.1.7');
    expect(addressOf(['10.0.0.1'], '192.168.1.7', '1.2.3.4')).toBe('192.168.1.7');
  });

  it.each([
    [['10.0.0.1'], '10.0.0.1'],
    [['10.0.0.0/8'], '::ffff:10.9.9.9'],
    [['::ffff:10.0.0.1'], '10.0.0.1'],
    [['2001:db8::/32'], '2001:db8::5'],
    [['fe80::/10'], 'fe80::1%eth0'],
  ])('is what a trusted proxy of %j says', (trusted, proxy) => {
    expect(addressOf(trusted, proxy, '1.2.3.4')).toBe('1.2.3.4');
    expect(addressOf(trusted, proxy, '2001:db9::7')).toBe('2001:db9::7');
  });

  it('is the last one that no trusted proxy has, so a client cannot make one up', () => {
    const trusted = ['10.0.0.0/8'];
    expect(addressOf(trusted, '10.0.0.1', '6.6.6.6, 1.2.3.4')).toBe('1.2.3.4');
    expect(addressOf(trusted, '10.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.2')).toBe('1.2.3.4');
    expect(addressOf(trusted, '10.0.0.1', '10.0.0.3,10.0.0.2')).toBe('10.0.0.3');
  });

  it.each([undefined, '', ' , ', 'unknown', '1.2.3.4:5678', 'evil<script>', '_hidden'])(
    'is that of the proxy when it says %j',
    (forwarded) => {
      expect(addressOf(['10.0.0.1'], '10.0.0.1', forwarded)).toBe('10.0.0.1');
    },
  );
});
