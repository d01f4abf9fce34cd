import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IdentifierKind } from '../../../../shared/model/enums.ts';
import { normalizeIdentifier } from '../../../../src-main/domain/licenses/normalize-identifier.ts';

describe('the examples of the vendor', () => {
  test.each([
    ['domain', 'https://www.Example.com/path', 'example.com'],
    ['seat', 'User@Example.com', 'user@example.com'],
    ['device', 'MacBook-Pro-ABC123', 'MacBook-Pro-ABC123'],
    ['instance', 'prod-api-01', 'prod-api-01'],
  ] as const)('%s %s', (kind, identifier, expected) => {
    expect(normalizeIdentifier(kind, identifier)).toBe(expected);
  });
});

describe('a domain', () => {
  test.each([
    'example.com',
    'EXAMPLE.COM',
    ' example.com\t',
    'http://example.com',
    'HTTPS://WWW.EXAMPLE.COM/',
    '//www.example.com/administrator',
    'example.com:8080',
    'https://example.com:443/a/b?c=d#e',
    'example.com?x=1',
    'example.com.',
    'www.example.com.:80',
    'ftp://user:secret@www.example.com/',
    'www.www.example.com',
    'ｗｗｗ.example.com',
    'example.com\\path',
  ])('%j is example.com', (identifier) => {
    expect(normalizeIdentifier('domain', identifier)).toBe('example.com');
  });

  test('a name beyond ASCII and its encoded form are one', () => {
    expect(normalizeIdentifier('domain', 'https://Bücher.example/')).toBe('xn--bcher-kva.example');
    expect(normalizeIdentifier('domain', 'XN--bcher-kva.example')).toBe('xn--bcher-kva.example');
  });

  test('distinct hosts stay distinct', () => {
    const hosts = [
      'a.example.com',
      'example.com',
      'wwww.example.com',
      '::1',
      '::2',
      '2001:db8::1',
      '[::1]',
      'localhost',
    ];
    expect(new Set(hosts.map((host) => normalizeIdentifier('domain', host))).size).toBe(hosts.length);
    expect(normalizeIdentifier('domain', '[::1]:8080')).toBe('[::1]');
  });

  test.each(['', '   ', 'https://', 'https:///path', '/', '...'])('nothing is left of %j', (identifier) => {
    expect(normalizeIdentifier('domain', identifier)).toBe('');
  });

  test('what is no domain is compared whole', () => {
    expect(normalizeIdentifier('domain', 'My Site')).toBe('my site');
  });
});

test.each(IdentifierKind.options)('normalising a %s again changes nothing', (kind) => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.webUrl(),
    fc.domain(),
    fc.emailAddress(),
    fc.stringMatching(/^(https?:\/\/)?(www\.){0,3}[a-zA-Z.@:/ ]{0,12}$/),
  );
  fc.assert(
    fc.property(anything, (identifier) => {
      const once = normalizeIdentifier(kind, identifier);
      expect(normalizeIdentifier(kind, once)).toBe(once);
    }),
    { seed: 20260604, numRuns: 2000 },
  );
});

test('a device and an instance keep their case, a seat does not', () => {
  fc.assert(
    fc.property(fc.string(), (identifier) => {
      const trimmed = identifier.trim();
      expect(normalizeIdentifier('device', identifier)).toBe(trimmed);
      expect(normalizeIdentifier('instance', identifier)).toBe(trimmed);
      expect(normalizeIdentifier('seat', identifier)).toBe(trimmed.toLowerCase());
    }),
    { seed: 20260605 },
  );
});
