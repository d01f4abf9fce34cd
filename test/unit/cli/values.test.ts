import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { printable, size, time } from '../../../src-main/cli/format.ts';
import { instant, integer, webUrl } from '../../../src-main/cli/values.ts';

describe('a moment', () => {
  it.each([
    ['2027-01-31', '2027-01-31T00:00:00.000Z'],
    ['2027-01-31T12:30Z', '2027-01-31T12:30:00.000Z'],
    ['2027-01-31T12:30:15.5Z', '2027-01-31T12:30:15.500Z'],
    ['2027-01-31T23:30:00-05:00', '2027-02-01T04:30:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, iso) => expect(instant(text)).toBe(iso));

  it.each([
    '',
    'tomorrow',
    '2027',
    '2027-02-29',
    '2027-13-01',
    '2027-01-31T12:30:00',
    '31.1.2027',
    '2027-04-31T00:00:00Z',
  ])('%j is none', (text) => expect(() => instant(text)).toThrow(InvalidArgumentError));
});

describe('a whole number', () => {
  it('lies within its bounds', () => {
    expect(integer(0, 10)('0')).toBe(0);
    expect(integer(0, 10)('10')).toBe(10);
  });
  it.each(['-1', '11', '1.5', '1e1', '', ' 1', '0x1', 'one'])('%j is none from 0 to 10', (text) =>
    expect(() => integer(0, 10)(text)).toThrow(InvalidArgumentError),
  );
});

it.each(['ftp://host', 'host:7420', '', 'javascript:alert(1)'])('%j is no web URL', (text) =>
  expect(() => webUrl(text)).toThrow(InvalidArgumentError),
);

it.each([
  [null, '-'],
  [0, '0 B'],
  [1023, '1023 B'],
  [1024, '1.0 KiB'],
  [1.5 * 1024 ** 2, '1.5 MiB'],
  [2 * 1024 ** 3, '2.0 GiB'],
  [5000 * 1024 ** 4, '5000.0 TiB'],
])('%s bytes are shown as %s', (bytes, text) => expect(size(bytes)).toBe(text));

it('shows times in UTC to the second', () => {
  expect(time('2026-06-01T12:00:00.123Z')).toBe('2026-06-01 12:00:00Z');
  expect(time(null)).toBe('-');
});

it('takes control characters out of what others wrote', () => {
  expect(printable('a\u001b[31mb\u0007\n\u009bc é 日本')).toBe('a?[31mb???c é 日本');
});
