import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newLicenseKey } from '../../../src-main/crypto/secrets.ts';
import { keyParts } from '../../../src-main/storage/key-parts.ts';

it.each([
  ['ABCDE-FGHIJ-KLMNO-PQRST-UVWXY', 'ABCDE', 'UVWXY'],
  ['622C02-43DFD8-4169A3-3050D8-EC8FC1-C4D894', '622C02', 'C4D894'],
  ['01234567-89abcdef-01234567-89abcdef', '01234567', '89abcdef'],
])('shows the first and the last group of %s', (key, first, last) => {
  expect(keyParts(key)).toEqual({ first, last });
});

it.each([
  ['one group', 'SECRETKEY1234', '1234'],
  ['two groups', 'SECRET-KEY1234', '1234'],
  ['three groups', 'SECRET-KEY-12345678', '5678'],
])('shows only the last four characters of a key of %s', (_groups, key, last) => {
  expect(keyParts(key)).toEqual({ first: null, last });
});

it('never shows more than two groups or four characters of a key', () => {
  const group = fc.stringMatching(/^[A-Z0-9]{1,12}$/);
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 8 }), (groups) => {
      const { first, last } = keyParts(groups.join('-'));
      if (groups.length < 4) {
        expect(first).toBeNull();
        expect(last.length).toBeLessThanOrEqual(4);
      } else expect([first, last]).toEqual([groups[0], groups.at(-1)]);
    }),
  );
});

it('new keys have the shape that every dialect accepts, and are never the same', () => {
  const keys = Array.from({ length: 2_000 }, newLicenseKey);
  for (const key of keys) expect(key).toMatch(/^[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$/);
  expect(new Set(keys).size).toBe(keys.length);
});
