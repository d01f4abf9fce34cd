import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createClientCountry } from '../../../src-main/http/client-country.ts';

const countryOf = (trusted: string[], remoteAddress: string | undefined, code?: string | string[]) =>
  createClientCountry(trusted)({
    socket: { remoteAddress },
    headers: code === undefined ? {} : { 'cf-ipcountry': code },
  } as unknown as IncomingMessage);

describe('the country of a client', () => {
  it.each([
    ['DE', 'DEU'],
    ['us', 'USA'],
    [' GB ', 'GBR'],
  ])('is what a trusted proxy says: %j is %s', (code, expected) => {
    expect(countryOf(['10.0.0.0/8'], '::ffff:10.0.0.1', code)).toBe(expected);
    expect(countryOf(['2001:db8::/32'], '2001:db8::1', code)).toBe(expected);
  });

  it.each([undefined, '', 'XX', 'T1', 'ZZ', 'DEU', 'Germany', 'DE, US', '😀', '__proto__'])(
    'is none when it says %j',
    (code) => expect(countryOf(['10.0.0.1'], '10.0.0.1', code)).toBeNull(),
  );

  it('is none when anyone else says it', () => {
    expect(countryOf([], '10.0.0.1', 'DE')).toBeNull();
    expect(countryOf(['10.0.0.2'], '10.0.0.1', 'DE')).toBeNull();
    expect(countryOf(['10.0.0.1'], undefined, 'DE')).toBeNull();
  });
});
