import { describe, expect, test } from 'vitest';
import { KEY, NOWHERE } from './shop.ts';
import { expectDevRefusal, type ReleaseJson, workshop } from './workshop.ts';

type Page = { releases: ReleaseJson[]; hasNextPage: boolean; totalResults: number };

describe('a list of releases', () => {
  test('shows every field of a release, and the whole keys of the licences it is reserved for', async () => {
    const { list, release, license, product, vendorId, setLicense, call } = await workshop();
    const { id: licenseId } = await license({ seats: 3 });
    setLicense(licenseId, { revoked: true });
    const branch = await call('branches.create', { product: product.id, name: 'beta' });
    const { id, file } = await release('1.0.0', { branch: 'beta', licenses: [licenseId] });
    const at = '2026-06-01T12:00:00.000Z';
    const owner = '00000000-0000-4000-8000-000000000001';
    const answer = await list();
    expect(answer.json).toEqual({
      data: {
        releases: [
          {
            id,
            version: '1.0.0',
            status: 'PUBLISHED',
            latest: false,
            branchId: branch.id,
            teamId: vendorId,
            createdByUserId: owner,
            createdAt: at,
            updatedAt: at,
            lastSeenAt: null,
            productId: product.id,
            product: {
              id: product.id,
              name: 'Compass',
              url: null,
              teamId: vendorId,
              createdByUserId: owner,
              createdAt: at,
              updatedAt: at,
            },
            file: {
              id: file.id,
              releaseId: id,
              key: file.sha256,
              size: 14,
              name: 'app.zip',
              checksum: file.md5,
              mainClassName: null,
              createdAt: at,
            },
            allowedLicenses: [
              {
                id: licenseId,
                licenseKey: KEY,
                ipLimit: null,
                hwidLimit: 3,
                expirationType: 'NEVER',
                expirationStart: null,
                expirationDate: null,
                expirationDays: null,
                suspended: true,
                teamId: vendorId,
                createdByUserId: owner,
                createdAt: at,
                updatedAt: at,
                lastActiveAt: null,
              },
            ],
            metadata: [],
            branch: { id: branch.id, name: 'beta', productId: product.id, createdAt: at, updatedAt: at },
          },
        ],
        hasNextPage: false,
        totalResults: 1,
      },
      result: { details: 'Releases found', timestamp: at, valid: true },
    });
    expect(answer.text.startsWith('{"data":{"releases":[{"id":')).toBe(true);
  });

  test('comes in pages', async () => {
    const { list, create, data } = await workshop();
    for (let count = 0; count < 27; count += 1)
      await create(data({ version: `1.0.${count}`, status: 'DRAFT' }));
    const page = async (query: Record<string, string>) => {
      const { releases, hasNextPage, totalResults } = (await list(query)).json.data as Page;
      return [releases.length, hasNextPage, totalResults];
    };
    expect(await page({})).toEqual([25, true, 27]);
    expect(await page({ page: '2' })).toEqual([2, false, 27]);
    expect(await page({ page: '3' })).toEqual([0, false, 27]);
    expect(await page({ page: '999999999', pageSize: '100' })).toEqual([0, false, 27]);
    expect(await page({ pageSize: '10', page: '3' })).toEqual([7, false, 27]);
    expect(await page({ pageSize: '100' })).toEqual([27, false, 27]);
  });

  test('is never refused for a bad parameter: it falls back', async () => {
    const { list, release } = await workshop();
    await release('1.0.0');
    const bad = {
      page: '-1',
      pageSize: '7',
      sortColumn: 'secret; DROP TABLE releases',
      sortDirection: 'sideways',
      status: 'LOST',
      search: '',
    };
    const { releases, totalResults } = (await list(bad)).json.data as Page;
    expect([releases.length, totalResults]).toEqual([1, 1]);
    for (const page of ['0', 'x', '1.5', '1e9', '99999999999999999999'])
      expect(((await list({ page })).json.data as Page).releases).toHaveLength(1);
  });

  test('is sorted by version, time or the latest flag, newest first unless asked', async () => {
    const { list, release, clock } = await workshop();
    for (const version of ['1.9.0', '1.10.0', '1.2.0']) {
      await release(version, { latest: version === '1.10.0' });
      clock.advance(1000);
    }
    const order = async (query: Record<string, string>) =>
      ((await list(query)).json.data as Page).releases.map((each) => each.version);
    expect(await order({})).toEqual(['1.2.0', '1.10.0', '1.9.0']);
    expect(await order({ sortDirection: 'asc' })).toEqual(['1.9.0', '1.10.0', '1.2.0']);
    expect(await order({ sortColumn: 'version' })).toEqual(['1.10.0', '1.9.0', '1.2.0']);
    expect(await order({ sortColumn: 'version', sortDirection: 'asc' })).toEqual([
      '1.2.0',
      '1.9.0',
      '1.10.0',
    ]);
    expect((await order({ sortColumn: 'latest' }))[0]).toBe('1.10.0');
    expect(await order({ sortColumn: 'updatedAt' })).toHaveLength(3);
  });

  test('can be searched by a part of the version and filtered by status', async () => {
    const { list, release } = await workshop();
    await release('1.0.0-RC1', { status: 'DRAFT', latest: false });
    await release('1.0.0');
    await release('2.0.0', { status: 'ARCHIVED', latest: false });
    const found = async (query: Record<string, string>) =>
      ((await list(query)).json.data as Page).releases.map((each) => each.version).toSorted();
    expect(await found({ search: '1.0' })).toEqual(['1.0.0', '1.0.0-RC1']);
    expect(await found({ search: 'rc' })).toEqual(['1.0.0-RC1']);
    expect(await found({ search: '%' })).toEqual([]);
    expect(await found({ status: 'ARCHIVED' })).toEqual(['2.0.0']);
    expect(await found({ status: 'DRAFT', search: '2' })).toEqual([]);
  });

  test('needs a product that exists', async () => {
    const { send, base } = await workshop();
    for (const query of ['', '?productId=', '?productId=7'])
      expectDevRefusal(await send(base + query), [400, 'BAD_REQUEST', 'Invalid productId']);
    expectDevRefusal(await send(`${base}?productId=${NOWHERE}`), [
      404,
      'PRODUCT_NOT_FOUND',
      'Product not found',
    ]);
  });
});
