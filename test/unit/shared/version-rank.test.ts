import fc from 'fast-check';
import semver from 'semver';
import { describe, expect, test } from 'vitest';
import { isNewer, isNumericVersion, versionRank } from '../../../shared/version-rank.ts';

const order = (a: string, b: string): number => {
  const [left, right] = [versionRank(a)!, versionRank(b)!];
  return left < right ? -1 : left > right ? 1 : 0;
};

const number = fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: Number.MAX_SAFE_INTEGER }));
const identifier = fc.oneof(
  fc.nat({ max: 20 }).map(String),
  fc.bigInt({ min: 0n, max: 10n ** 15n }).map(String),
  fc.stringMatching(/^[0-9A-Za-z-]{0,6}[A-Za-z-]$/),
);
const prerelease = fc
  .array(identifier, { maxLength: 4 })
  .map((list) => (list.length ? `-${list.join('.')}` : ''));
const build = fc.constantFrom('', '+build.7', '+001');
const semantic = fc
  .tuple(number, number, number, prerelease, build)
  .map(([major, minor, patch, pre, meta]) => `${major}.${minor}.${patch}${pre}${meta}`);

describe('versionRank', () => {
  test('it sorts as semver does, whatever the two versions', () => {
    fc.assert(
      fc.property(semantic, semantic, (a, b) => {
        expect(order(a, b)).toBe(semver.compare(a, b));
      }),
      { seed: 20260601, numRuns: 3000 },
    );
  });

  test('it sorts as semver does when only the pre-release part differs', () => {
    fc.assert(
      fc.property(prerelease, prerelease, (a, b) => {
        expect(order(`1.0.0${a}`, `1.0.0${b}`)).toBe(semver.compare(`1.0.0${a}`, `1.0.0${b}`));
      }),
      { seed: 20260602, numRuns: 3000 },
    );
  });

  test('the example of Semantic Versioning section 11 is in order', () => {
    const example = [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
    ];
    expect(example.toSorted(order)).toEqual(example);
    expect(new Set(example.map(versionRank)).size).toBe(example.length);
  });

  test('one to four numbers compare, and a missing one is 0', () => {
    const ascending = ['0.9', '1', '1.0.0.1', '1.2', '1.2.3', '1.2.3.4', '1.10', '2', '10.0'];
    expect(ascending.toSorted(order)).toEqual(ascending);
    expect(order('1.2', '1.2.0.0')).toBe(0);
    expect(order('v1.2', '1.2')).toBe(0);
    expect(order('1.2+build', '1.2')).toBe(0);
  });

  test.each([
    '',
    'latest',
    'v',
    '1.',
    '.1',
    '1..2',
    '1.2.3.4.5',
    '1.2-',
    '1.2-a..b',
    '1.2_3',
    ' 1.2',
    '1.2\n',
    '1e3',
    '-1',
    `${'9'.repeat(17)}.0`,
    '１.２',
  ])('%j cannot be compared', (version) => {
    expect(versionRank(version)).toBeNull();
  });
});

describe('isNumericVersion', () => {
  test.each(['1.2', '1.2.3', '1.2.3.4', '0.0', '01.02', '99999999999999999999.1'])('%s is one', (version) => {
    expect(isNumericVersion(version)).toBe(true);
  });

  test.each([
    '1',
    '1.2.3.4.5',
    '1.2-beta',
    'v1.2',
    '1.2+7',
    '1.',
    '.1',
    '1..2',
    '',
    '1.2\n',
    `1.${'0'.repeat(63)}`,
  ])('%j is none', (version) => {
    expect(isNumericVersion(version)).toBe(false);
  });
});

describe('isNewer', () => {
  // specs/cryptlex.md section 1.2: as many numbers are compared as the caller sends.
  test.each([
    ['1.2.3.5', '1.2.3.5', false],
    ['1.2.3.5', '1.2.3.4', true],
    ['1.2.3.4', '1.2.3', false],
    ['1.2.3.4', '1.2', false],
    ['1.3', '1.2', true],
    ['1.2', '1.2.0', false],
    ['1.2', '1.2.3', false],
    ['1.3', '1.2.3', true],
    ['2.0', '10.0', false],
    ['10.0', '9.9.9.9', true],
    ['1.18446744073709551617', '1.18446744073709551616', true],
  ])('%s offered to a client that has %s: %s', (candidate, current, newer) => {
    expect(isNewer(candidate, current)).toBe(newer);
  });

  const numeric = fc.array(fc.nat({ max: 3 }), { minLength: 2, maxLength: 4 }).map((list) => list.join('.'));

  test('it agrees with the rank, once the candidate is cut to the numbers of the caller', () => {
    fc.assert(
      fc.property(numeric, numeric, (candidate, current) => {
        const cut = candidate.split('.').slice(0, current.split('.').length).join('.');
        expect(isNewer(candidate, current)).toBe(order(cut, current) > 0);
      }),
      { seed: 20260603, numRuns: 2000 },
    );
  });
});
