import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { includesRelease } from '../../../../src-main/domain/licenses/maintenance.ts';
import { boundRank, isNewer, versionRank } from '../../../../shared/version-rank.ts';
import { refusalOf, someFile, testCore } from '../../../support/core.ts';
import { publishRelease } from '../../../../src-main/domain/releases/publish-release.ts';

const of = (version: string, publishedAt: number | null = 0) => ({ version, publishedAt, createdAt: 0 });
const upTo = (maxVersion: string) => ({ maxVersion, releasesUntil: null });
const numbers = fc.array(fc.nat(3), { minLength: 2, maxLength: 4 });

describe('a highest version', () => {
  test.each([
    ['2', '2.9.9.9', true],
    ['2', '2.0-beta', true],
    ['2', '3.0-alpha', false],
    ['2.1', '2.1', true],
    ['2.1', '2.1.7', true],
    ['2.1', '2.2', false],
    ['2.1.3', '2.1.3.4', true],
    ['2.1.3', '2.1.4', false],
    ['2.1.3.4', '2.1.3.4', true],
    ['2.1.3.4', '2.1.3.5', false],
    ['2.1.0-rc.2', '2.1.0-rc.2', true],
    ['2.1.0-rc.2', '2.1.0-rc.10', false],
    ['2.1.0-rc.2', '2.1.0', false],
    ['v2', '2.5', true],
    ['2', 'nightly', false],
  ])('%s and the version %s: %s', (bound, version, included) => {
    expect(includesRelease(upTo(bound), of(version))).toBe(included);
  });

  test('it includes a release exactly when that is not newer by the numbers that the bound names', () => {
    fc.assert(
      fc.property(numbers, numbers, (bound, version) => {
        const [highest, asked] = [bound.join('.'), version.join('.')];
        expect(includesRelease(upTo(highest), of(asked))).toBe(!isNewer(asked, highest));
      }),
    );
  });

  test('a bound of four numbers is the plain order of versions', () => {
    const four = fc.array(fc.nat(3), { minLength: 4, maxLength: 4 }).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(four, four, (bound, version) => {
        expect(boundRank(bound)).toBe(versionRank(bound));
        expect(includesRelease(upTo(bound), of(version))).toBe(versionRank(version)! <= versionRank(bound)!);
      }),
    );
  });

  test('what no version can be compared with is refused', () => {
    const { license } = testCore();
    expect(refusalOf(() => license({ maxVersion: 'final' }))).toBe('invalid_input');
    expect(license({ maxVersion: '2' })).toMatchObject({ maxVersion: '2', releasesUntil: null });
  });
});

describe('a last date', () => {
  test('it includes what was published by then, to the millisecond; what never was, by its creation', () => {
    const bound = { maxVersion: null, releasesUntil: 1000 };
    expect(includesRelease(bound, of('nightly', 1000))).toBe(true);
    expect(includesRelease(bound, of('1.0', 1001))).toBe(false);
    expect(includesRelease(bound, { ...of('1.0', null), createdAt: 1001 })).toBe(false);
  });

  test('both bounds count', () => {
    const bounds = { maxVersion: '2', releasesUntil: 1000 };
    expect(includesRelease(bounds, of('2.0', 1000))).toBe(true);
    expect(includesRelease(bounds, of('2.0', 1001))).toBe(false);
    expect(includesRelease(bounds, of('3.0', 1000))).toBe(false);
  });
});

test('the newest that the database finds is the highest that the rule includes', () => {
  const { core, store, clock, product, license } = testCore();
  const { id } = product();
  const versions = ['1.0', '1.1.5', '1.2', '2.0-beta', '2.0', '2.0.1', '3.0', '2.1'];
  const releases = versions.map((version) => {
    clock.advance(1000);
    return publishRelease(core, { product: id, version }, someFile()).release;
  });
  const dates = [null, ...releases.map(({ publishedAt }) => publishedAt)];
  for (const maxVersion of [null, '1', '1.1', '2.0', '2.0.0-zz', '9', '0.1'])
    for (const releasesUntil of dates) {
      const holder = license({ maxVersion, releasesUntil });
      const query = {
        productId: id,
        branchId: null,
        platform: null,
        licenseId: holder.id,
        numericOnly: false,
      };
      const best = releases
        .filter((release) => includesRelease(holder, release))
        .toSorted((a, b) => (versionRank(a.version)! < versionRank(b.version)! ? 1 : -1))[0];
      expect(store.releases.newest(query)?.version, `${maxVersion} ${releasesUntil}`).toBe(best?.version);
      expect(store.releases.newest({ ...query, beyondMaintenance: true })?.version).toBe('3.0');
    }
});
