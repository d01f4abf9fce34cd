import { describe, expect, it } from 'vitest';
import type { Release } from '../../../src-main/domain/model.ts';
import { rolloutBucket } from '../../../src-main/domain/releases/rollout.ts';
import { versionRank } from '../../../shared/version-rank.ts';
import type { ReleasePage } from '../../../src-main/storage/releases.ts';
import { aBranch, aFile, aLicense, aProduct, aRelease, NOON, stored } from './stored.ts';

/** A store with a product that has a branch, and a short way to add releases. */
function shelf() {
  const { db, store } = stored();
  const product = aProduct();
  store.products.insert(product);
  const beta = aBranch(product.id);
  store.branches.insert(beta);
  const add = (version: string, values: Partial<Release> = {}, platforms: (string | null)[] = [null]) => {
    const release = aRelease(product.id, { version, ...values });
    store.releases.insert(release, versionRank(version));
    for (const platform of platforms) store.releaseFiles.insert(aFile(release.id, { platform }));
    return release;
  };
  const newest = (values: Partial<Parameters<typeof store.releases.newest>[0]> = {}) =>
    store.releases.newest({
      ...{ productId: product.id, branchId: null, platform: null, licenseId: 'none', numericOnly: false },
      ...values,
    })?.version;
  return { db, store, product, beta, add, newest };
}

describe('releases', () => {
  it('come back by id and by version, each on its own line', () => {
    const { store, product, beta, add } = shelf();
    const stable = add('1.0', { name: 'First', notes: 'New: everything', latest: true });
    const early = add('1.0', { branchId: beta.id, status: 'DRAFT' });
    expect(store.releases.byId(stable.id)).toEqual(stable);
    expect(store.releases.byVersion(product.id, null, '1.0')).toEqual(stable);
    expect(store.releases.byVersion(product.id, beta.id, '1.0')).toEqual(early);
    expect(store.releases.byVersion(product.id, null, '1.00')).toBeUndefined();
    expect(store.releases.ofProduct(product.id)).toHaveLength(2);
  });

  it('have each version once per line', () => {
    const { add, beta } = shelf();
    add('1.0');
    add('1.0', { branchId: beta.id });
    expect(() => add('1.0')).toThrow(/UNIQUE/);
    expect(() => add('1.0', { branchId: beta.id })).toThrow(/UNIQUE/);
  });

  it('have one latest per line, a published one', () => {
    const { store, product, beta, add } = shelf();
    const first = add('1.0', { latest: true });
    const other = add('1.0', { branchId: beta.id, latest: true });
    expect(() => add('2.0', { latest: true })).toThrow(/UNIQUE/);
    expect(() => add('3.0', { latest: true, status: 'DRAFT', branchId: beta.id })).toThrow(/CHECK/);
    const second = add('2.0');
    store.releases.clearLatest(product.id, null, second.id);
    store.releases.update({ ...second, latest: true }, versionRank('2.0'));
    expect(store.releases.latestOf(product.id, null)?.id).toBe(second.id);
    expect(store.releases.byId(first.id)?.latest).toBe(false);
    expect(store.releases.latestOf(product.id, beta.id)?.id).toBe(other.id);
  });

  it('change in all that can change', () => {
    const { store, add, beta } = shelf();
    const release = add('1.0');
    const changed: Release = {
      ...release,
      ...{ branchId: beta.id, version: '1.1', name: 'Renamed', notes: 'more', status: 'ARCHIVED' },
      ...{ rolloutPercent: 5, withdrawnAt: NOON, withdrawnReason: 'why' },
      updatedAt: NOON + 1,
    };
    store.releases.update(changed, versionRank('1.1'));
    expect(store.releases.byId(release.id)).toEqual(changed);
    store.releases.touch(release.id, NOON + 2);
    expect(store.releases.byId(release.id)?.lastSeenAt).toBe(NOON + 2);
  });

  it('know what their line holds', () => {
    const { store, product, beta, add } = shelf();
    expect(store.releases.inUse(product.id)).toBe(false);
    add('1.0', { status: 'DRAFT', branchId: beta.id }, []);
    expect(store.releases.inUse(product.id)).toBe(true);
    expect(store.releases.lineHasFiles(product.id, beta.id)).toBe(false);
    expect(store.releases.hasPublished(product.id, beta.id)).toBe(false);
    add('1.1', { branchId: beta.id });
    expect(store.releases.lineHasFiles(product.id, beta.id)).toBe(true);
    expect(store.releases.hasPublished(product.id, beta.id)).toBe(true);
    expect(store.releases.hasPublished(product.id, null)).toBe(false);
  });
});

describe('the newest release', () => {
  it('is the highest version, not the last one published', () => {
    const { add, newest } = shelf();
    for (const version of ['1.9', '1.10', '1.2']) add(version);
    expect(newest()).toBe('1.10');
  });

  it('is published, comparable, on its line and has a file', () => {
    const { beta, add, newest } = shelf();
    add('1.0');
    add('2.0', { status: 'DRAFT' });
    add('2.1', { status: 'DEPRECATED' });
    add('2.2', { status: 'ARCHIVED' });
    add('3.0', {}, []);
    add('4.0', { branchId: beta.id });
    add('nightly');
    expect(newest()).toBe('1.0');
    expect(newest({ branchId: beta.id })).toBe('4.0');
  });

  it('has a file for the platform that is asked for, or one for any', () => {
    const { add, newest } = shelf();
    add('1.0');
    add('2.0', {}, ['linux']);
    expect(newest({ platform: 'windows' })).toBe('1.0');
    expect(newest({ platform: 'linux' })).toBe('2.0');
    expect(newest()).toBe('2.0');
  });

  it('is one that the licence may have', () => {
    const { store, add, newest } = shelf();
    const license = aLicense();
    store.licenses.insert(license, 'AAAA-BBBB-CCCC-DDDD');
    add('1.0');
    store.licenses.reserve(add('2.0').id, [license.id]);
    expect(newest()).toBe('1.0');
    expect(newest({ licenseId: license.id })).toBe('2.0');
  });

  it('has a version of numbers alone where only those count', () => {
    const { add, newest } = shelf();
    add('1.0');
    add('2.0-rc.1');
    expect(newest()).toBe('2.0-rc.1');
    expect(newest({ numericOnly: true })).toBe('1.0');
  });
});

describe('what is offered', () => {
  it('is no withdrawn release', () => {
    const { add, newest } = shelf();
    add('1.0');
    add('2.0', { withdrawnAt: NOON, withdrawnReason: 'loses data' });
    expect(newest()).toBe('1.0');
  });

  it('is a release that is being rolled out only to the licences that are in', () => {
    const { add, newest } = shelf();
    add('1.0');
    const { id } = add('2.0', { rolloutPercent: 30 });
    const licenses = Array.from({ length: 100 }, (_, index) => `license-${index}`);
    for (const licenseId of licenses)
      expect(newest({ licenseId })).toBe(rolloutBucket(id, licenseId) < 30 ? '2.0' : '1.0');
    expect(newest({ licenseId: null })).toBe('1.0');
    add('3.0', { rolloutPercent: 0 });
    expect(licenses.filter((licenseId) => newest({ licenseId }) === '3.0')).toEqual([]);
  });

  it('before a release is the highest version below it, or what is older than one without a rank', () => {
    const { product, store, add } = shelf();
    add('3.0', { createdAt: 5 });
    const latest = add('2.0', { createdAt: 1, latest: true });
    add('1.10', { createdAt: 2 });
    add('1.9', { createdAt: 3 });
    add('nightly', { createdAt: 4 });
    const odd = add('weekly', { createdAt: 3 });
    const line = {
      productId: product.id,
      branchId: null,
      platform: null,
      licenseId: 'a',
      numericOnly: false,
    };
    expect(store.releases.newestBefore(line, latest.id)?.version).toBe('1.10');
    expect(store.releases.newestBefore(line, odd.id)?.version).toBe('2.0');
  });
});

describe('a page of releases', () => {
  const query = (productId: string, values: Partial<ReleasePage> = {}): ReleasePage => ({
    ...{ productId, status: null, search: null, sort: 'version', direction: 'asc', limit: 10, offset: 0 },
    ...values,
  });
  const versions = (page: { rows: Release[] }) => page.rows.map(({ version }) => version);

  it('is sorted by what is asked for, in either direction', () => {
    const { store, product, add } = shelf();
    add('1.10', { createdAt: 3, updatedAt: 1 });
    add('1.9', { createdAt: 1, updatedAt: 3, latest: true });
    add('1.2', { createdAt: 2, updatedAt: 2 });
    const sorted = (sort: ReleasePage['sort'], direction: ReleasePage['direction']) =>
      versions(store.releases.page(query(product.id, { sort, direction })));
    expect(sorted('version', 'asc')).toEqual(['1.2', '1.9', '1.10']);
    expect(sorted('version', 'desc')).toEqual(['1.10', '1.9', '1.2']);
    expect(sorted('createdAt', 'asc')).toEqual(['1.9', '1.2', '1.10']);
    expect(sorted('updatedAt', 'desc')).toEqual(['1.9', '1.2', '1.10']);
    expect(sorted('latest', 'desc')[0]).toBe('1.9');
  });

  it('puts versions that cannot be compared after those that can', () => {
    const { store, product, add } = shelf();
    for (const version of ['nightly', '1.0', 'alpha build']) add(version);
    const page = (direction: ReleasePage['direction']) =>
      versions(store.releases.page(query(product.id, { direction })));
    expect(page('asc')).toEqual(['1.0', 'alpha build', 'nightly']);
    expect(page('desc')[0]).toBe('1.0');
  });

  it('is cut where it is asked to, and counts all that match', () => {
    const { store, product, add } = shelf();
    for (const version of ['1.0', '1.1', '1.2', '2.0']) add(version, { status: 'DRAFT' });
    add('1.3');
    const page = store.releases.page(
      query(product.id, { status: 'DRAFT', search: '1.', limit: 2, offset: 1 }),
    );
    expect(versions(page)).toEqual(['1.1', '1.2']);
    expect(page.total).toBe(3);
  });

  it('finds parts of versions in either case, and takes wildcards for what they are', () => {
    const { store, product, add } = shelf();
    for (const version of ['1.0-RC', '1.0_x', '1.0%']) add(version);
    const found = (search: string) => versions(store.releases.page(query(product.id, { search })));
    expect(found('rc')).toEqual(['1.0-RC']);
    expect(found('%')).toEqual(['1.0%']);
    expect(found('_')).toEqual(['1.0_x']);
  });
});

describe('release files', () => {
  it('come back as they were put in, the one for any platform first', () => {
    const { store, add } = shelf();
    const release = add('1.0', {}, []);
    const files = ['windows', null, 'linux'].map((platform) => aFile(release.id, { platform }));
    for (const file of files) store.releaseFiles.insert(file);
    expect(store.releaseFiles.byId(files[0]!.id)).toEqual(files[0]);
    expect(store.releaseFiles.ofRelease(release.id).map(({ platform }) => platform)).toEqual([
      null,
      'linux',
      'windows',
    ]);
    expect(() => store.releaseFiles.insert(aFile(release.id))).toThrow(/UNIQUE/);
  });

  it('name their bytes until the last of them is gone', () => {
    const { store, add } = shelf();
    const [one, two] = [add('1.0'), add('2.0')];
    const sha256 = 'a'.repeat(64);
    expect(store.releaseFiles.allBytes()).toEqual([sha256]);
    store.releases.remove(one.id);
    expect(store.releaseFiles.named(sha256)).toBe(true);
    store.releases.remove(two.id);
    expect(store.releaseFiles.named(sha256)).toBe(false);
    expect(store.releaseFiles.allBytes()).toEqual([]);
  });
});
