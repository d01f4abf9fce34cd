import { expect, test } from 'vitest';
import { changeRelease } from '../../../../src-main/domain/releases/change-release.ts';
import { publishRelease } from '../../../../src-main/domain/releases/publish-release.ts';
import { saveRelease } from '../../../../src-main/domain/releases/save-release.ts';
import { someFile, testCore } from '../../../support/core.ts';

const keep = { kind: 'keep' } as const;

test('a release keeps the time of its first publication, however it was published', () => {
  const { core, store, clock, product } = testCore();
  const { id: productId } = product();
  const at = (id: string) => store.releases.byId(id)!.publishedAt;
  const statement = { productId, branchId: null, setAsLatest: false, metadata: [], licenseIds: [] };

  const { release: drafted } = publishRelease(
    core,
    { product: productId, version: '1.0', status: 'DRAFT' },
    someFile(),
  );
  expect(drafted.publishedAt).toBeNull();
  clock.advance(1000);
  expect(changeRelease(core, drafted.id, { status: 'ARCHIVED' }).publishedAt).toBeNull();
  const published = changeRelease(core, drafted.id, { status: 'PUBLISHED' });
  expect([published.publishedAt, at(drafted.id)]).toEqual([clock.now(), clock.now()]);
  const first = clock.now();
  clock.advance(1000);
  changeRelease(core, drafted.id, { status: 'DRAFT' });
  expect(changeRelease(core, drafted.id, { status: 'PUBLISHED' }).publishedAt).toBe(first);
  saveRelease(core, { ...statement, version: '1.0', status: 'PUBLISHED' }, drafted.id, keep);
  expect(at(drafted.id)).toBe(first);

  const { release: direct } = publishRelease(core, { product: productId, version: '1.1' }, someFile());
  expect([direct.publishedAt, at(direct.id)]).toEqual([clock.now(), clock.now()]);

  const saved = saveRelease(core, { ...statement, version: '1.2', status: 'DRAFT' }, null, keep).release;
  expect(saved.publishedAt).toBeNull();
  clock.advance(1000);
  saveRelease(core, { ...statement, version: '1.2', status: 'PUBLISHED' }, saved.id, keep);
  expect(at(saved.id)).toBe(clock.now());
});
