import { expect, test } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatElapsed,
  formatRelative,
} from '../../../src-renderer/lib/format.ts';

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 KiB'],
  [1024, '1 KiB'],
  [1536, '1.5 KiB'],
  [25 * 1024 ** 2, '25 MiB'],
  [1024 ** 2 - 1, '1 MiB'],
  [1.5 * 1024 ** 3, '1.5 GiB'],
  [5000 * 1024 ** 4, '5,000 TiB'],
])('%d bytes read as %s', (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});

test.each([
  [0, '1 s'],
  [4_400, '4 s'],
  [60_000, '1 min'],
  [125_000, '2 min 5 s'],
  [4_800_000, '1 h 20 min'],
  [3 * 86_400_000, '3 days'],
])('%d ms read as %s', (ms, words) => {
  expect(formatDuration(ms)).toBe(words);
});

test.each([
  [0.42, '0.4 ms'],
  [12, '12 ms'],
  [3_100, '3.1 s'],
  [90_000, '1 min 30 s'],
])('an answer of %d ms took %s', (ms, words) => {
  expect(formatElapsed(ms)).toBe(words);
});

const now = Date.parse('2026-06-01T12:00:00Z');
test.each([
  [0, 'just now'],
  [-59_000, 'just now'],
  [8_000, 'just now'],
  [-3 * 60_000, '3 minutes ago'],
  [-86_400_000, 'yesterday'],
  [10 * 86_400_000, 'in 10 days'],
  [-400 * 86_400_000, 'last year'],
])('%d ms from now is %s', (distance, words) => {
  expect(formatRelative(new Date(now + distance).toISOString(), now)).toBe(words);
});

test('one is singular, none and many are plural', () => {
  expect([0, 1, 1200].map((count) => formatCount(count, 'release'))).toEqual([
    '0 releases',
    '1 release',
    '1,200 releases',
  ]);
});
