import { expect, it } from 'vitest';
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
