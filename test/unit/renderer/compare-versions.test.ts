import { expect, test } from 'vitest';
import { compareVersions } from '../../../src-renderer/lib/compare-versions.ts';

test.each([
  ['1.10.0', '1.9.0'],
  ['2.0', '1.99.99'],
  ['v2.0', '1.0'],
  ['1.0.0', '1.0.0-rc.1'],
  ['1.0.0-rc.2', '1.0.0-rc.1'],
  ['1.0.0-rc.10', '1.0.0-rc.9'],
])('%s is newer than %s', (newer, older) => {
  expect(compareVersions(newer, older)).toBeGreaterThan(0);
  expect(compareVersions(older, newer)).toBeLessThan(0);
});

test('what was built does not make a version newer', () => {
  expect(compareVersions('1.0.0+a', '1.0.0+b')).toBe(0);
});
