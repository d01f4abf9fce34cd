import { describe, expect, test } from 'vitest';
import { changeRelease, deleteRelease } from '../../../../src-main/domain/releases/change-release.ts';
import { publishRelease } from '../../../../src-main/domain/releases/publish-release.ts';
import { saveRelease, type ReleaseStatement } from '../../../../src-main/domain/releases/save-release.ts';
import { createBranch } from '../../../../src-main/domain/products/manage-branches.ts';
import { refusalOf, someFile, testCore } from '../../../support/core.ts';

function compass() {
  const testing = testCore();
  const product = testing.product('Compass');
  const branch = createBranch(testing.core, { product: 'Compass', name: 'beta' });
  const publish = (
    version: string,
    more: Partial<Parameters<typeof publishRelease>[1]> = {},
    file = someFile(),
  ) => publishRelease(testing.core, { product: 'Compass', version, ...more }, file);
  const latest = (branchId: string | null = null) =>
    testing.store.releases.latestOf(product.id, branchId)?.version ?? null;
  return { ...testing, product, branch, publish, latest };
}

describe('the latest release', () => {
  test('is the one published last on its line, and each line has its own', () => {
    const { publish, latest, branch } = compass();
    publish('1.0');
    publish('2.0-b1', { branch: 'beta' });
    expect([latest(), latest(branch.id)]).toEqual(['1.0', '2.0-b1']);
    publish('1.1');
    expect([latest(), latest(branch.id)]).toEqual(['1.1', '2.0-b1']);
    publish('0.9', { latest: false });
    publish('1.2', { status: 'DRAFT' });
    expect(latest()).toBe('1.1');
  });

  test('is never a draft, nor one that is reserved for some licences', () => {
    const { core, publish, latest, license } = compass();
    const { id } = license();
    expect(refusalOf(() => publish('1.0', { status: 'DRAFT', latest: true }))).toBe('invalid_input');
    expect(refusalOf(() => publish('1.0', { licenses: [id], latest: true }))).toBe(
      'latest_needs_all_licenses',
    );
    const { release } = publish('1.0', { licenses: [id] });
    expect(latest()).toBeNull();
    expect(refusalOf(() => changeRelease(core, release.id, { latest: true }))).toBe(
      'latest_needs_all_licenses',
    );
  });

  test('stops being it with its publication, and comes back with it', () => {
    const { core, publish, latest } = compass();
    const { release } = publish('1.0');
    expect(changeRelease(core, release.id, { status: 'DEPRECATED' }).latest).toBe(false);
    expect(latest()).toBeNull();
    changeRelease(core, release.id, { status: 'PUBLISHED', latest: false });
    expect(latest()).toBeNull();
    changeRelease(core, release.id, { latest: true });
    expect(latest()).toBe('1.0');
    changeRelease(core, release.id, { status: 'DEPRECATED' });
    changeRelease(core, release.id, { status: 'PUBLISHED' });
    expect(latest()).toBe('1.0');
  });
});

describe('versions', () => {
  test('exist once on a line and platform; another platform joins the release', () => {
    const { core, publish, product, store } = compass();
    const first = publish('1.0', { platform: 'windows', notes: 'First' });
    expect(refusalOf(() => publish('1.0', { platform: 'windows' }))).toBe('version_taken');
    const second = publish('1.0', { platform: 'linux' }, someFile('app.tar.gz', 'b'));
    expect(second.release).toMatchObject({ id: first.release.id, notes: 'First', latest: true });
    publish('1.0', { branch: 'beta' });
    expect(store.releases.ofProduct(product.id)).toHaveLength(2);
    expect(store.releaseFiles.ofRelease(first.release.id).map((file) => file.platform)).toEqual([
      'linux',
      'windows',
    ]);
    expect(deleteRelease(core, first.release.id).dropped).toEqual(['b'.repeat(64), 'a'.repeat(64)]);
    expect(store.releaseFiles.named('b'.repeat(64))).toBe(false);
  });

  test('a refusal changes nothing', () => {
    const { publish, store, product } = compass();
    expect(refusalOf(() => publish('1.0', { licenses: ['nobody'] }))).toBe('license_not_found');
    expect(refusalOf(() => publish('1.0', { branch: 'gamma' }))).toBe('branch_not_found');
    expect(store.releases.ofProduct(product.id)).toEqual([]);
  });
});

describe('the newest release', () => {
  test('is the highest comparable version that the licence may have, with a file for the platform', () => {
    const { publish, license, store, product } = compass();
    const { id } = license();
    const newest = (platform: string | null = null, licenseId = id) =>
      store.releases.newest({
        productId: product.id,
        branchId: null,
        platform,
        licenseId,
        numericOnly: false,
      })?.version;
    expect(newest()).toBeUndefined();
    publish('1.9');
    publish('1.10', { platform: 'windows' });
    publish('latest-and-greatest');
    expect([newest(), newest('windows'), newest('linux')]).toEqual(['1.10', '1.10', '1.9']);
    publish('2.0', { licenses: [id] });
    publish('3.0', { status: 'DEPRECATED' });
    publish('3.1', { branch: 'beta' });
    expect([newest(), newest('linux', license().id)]).toEqual(['2.0', '1.9']);
  });
});

describe('a release stated whole', () => {
  const statement = (productId: string, more: Partial<ReleaseStatement> = {}): ReleaseStatement => ({
    productId,
    branchId: null,
    version: '1.0.0',
    status: 'PUBLISHED',
    setAsLatest: false,
    metadata: [],
    licenseIds: [],
    ...more,
  });

  test('keeps, replaces or loses its file as told', () => {
    const { core, store, product } = compass();
    const { release } = saveRelease(core, statement(product.id), null, {
      kind: 'new',
      file: someFile('a.zip', 'a'),
    });
    const names = () => store.releaseFiles.ofRelease(release.id).map((file) => file.name);
    expect(saveRelease(core, statement(product.id), release.id, { kind: 'keep' }).dropped).toEqual([]);
    expect(names()).toEqual(['a.zip']);
    const replaced = saveRelease(core, statement(product.id), release.id, {
      kind: 'new',
      file: someFile('b.zip', 'b'),
    });
    expect(replaced.dropped).toEqual(['a'.repeat(64)]);
    expect(names()).toEqual(['b.zip']);
    expect(saveRelease(core, statement(product.id), release.id, { kind: 'remove' }).dropped).toEqual([
      'b'.repeat(64),
    ]);
    expect(names()).toEqual([]);
  });

  test('a refused replacement leaves everything as it was', () => {
    const { core, store, product, license } = compass();
    const { id } = license();
    saveRelease(core, statement(product.id, { version: '2.0.0' }), null, { kind: 'keep' });
    const { release } = saveRelease(core, statement(product.id, { setAsLatest: true }), null, {
      kind: 'new',
      file: someFile(),
    });
    const before = store.releases.byId(release.id);
    const replace = (more: Partial<ReleaseStatement>) =>
      refusalOf(() => saveRelease(core, statement(product.id, more), release.id, { kind: 'remove' }));
    expect(replace({ version: '2.0.0' })).toBe('version_taken');
    expect(replace({ branchId: '00000000-0000-4000-8000-000000000000' })).toBe('branch_not_found');
    expect(replace({ productId: '00000000-0000-4000-8000-000000000000' })).toBe('product_not_found');
    expect(replace({ licenseIds: ['00000000-0000-4000-8000-000000000000'] })).toBe('licenses_not_found');
    expect(replace({ licenseIds: [id] })).toBe('latest_needs_all_licenses'); // it is the latest and stays published
    expect(store.releases.byId(release.id)).toEqual(before);
    expect(store.releaseFiles.ofRelease(release.id)).toHaveLength(1);
    expect(replace({ licenseIds: [id], status: 'DEPRECATED' })).toBeNull();
    expect(store.releases.byId(release.id)?.latest).toBe(false);
  });

  test('may move to another line, where its version must be free', () => {
    const { core, store, product, branch, publish } = compass();
    publish('1.0.0', { branch: 'beta' });
    const { release } = saveRelease(core, statement(product.id), null, { kind: 'keep' });
    const move = (version: string) =>
      refusalOf(() =>
        saveRelease(core, statement(product.id, { branchId: branch.id, version }), release.id, {
          kind: 'keep',
        }),
      );
    expect(move('1.0.0')).toBe('version_taken');
    expect(move('1.0.1')).toBeNull();
    expect(store.releases.byId(release.id)?.branchId).toBe(branch.id);
  });
});
