import { describe, expect, test } from 'vitest';
import { desk, golden, withoutIds } from './desk.ts';
import { NOWHERE } from './shop.ts';
import { expectDevRefusal } from './workshop.ts';

const noRelease: [number, string, string] = [404, 'RELEASE_NOT_FOUND', 'Release not found'];

describe('one release', () => {
  test('is read as the list shows it', async () => {
    const { ask, list, license, release, clock } = await desk();
    const issued = await license();
    const { id } = await release('1.0.0', { licenses: [issued.id] });
    const at = new Date(clock.now()).toISOString();
    const [listed] = ((await list()).json.data as { releases: unknown[] }).releases;
    const found = await ask('GET', `/releases/${id.toUpperCase()}`);
    expect(found.status).toBe(200);
    expect(found.text).toBe(golden(at, 'Release found', JSON.stringify(listed)));
    expect(found.json.data).toMatchObject({ allowedLicenses: [{ id: issued.id, licenseKey: issued.key }] });
  });

  test('is deleted with its bytes, unless another release has the same', async () => {
    const { ask, publish, product, stored, clock, download, license } = await desk();
    await license();
    const first = await publish('same bytes', { product: product.id, version: '1.0.0' });
    const second = await publish('same bytes', { product: product.id, version: '2.0.0' });
    const at = new Date(clock.now()).toISOString();
    expect(withoutIds(await ask('DELETE', `/releases/${first.id}`), {})).toBe(
      golden(at, 'Release deleted successfully', '{"releaseId":"#1","deleted":true}'),
    );
    expect(stored()).toHaveLength(1);
    expect((await download({ version: '2.0.0' })).content.toString()).toBe('same bytes');
    await ask('DELETE', `/releases/${second.id}`);
    await expect.poll(stored).toEqual([]); // the download may read them for a moment yet
    expectDevRefusal(await ask('DELETE', `/releases/${second.id}`), noRelease);
  });

  test('becomes the latest of its line', async () => {
    const { ask, release, list } = await desk();
    const first = await release('1.0.0');
    const second = await release('2.0.0');
    const latest = async () =>
      ((await list()).json.data as { releases: { id: string; latest: boolean }[] }).releases
        .filter((row) => row.latest)
        .map(({ id }) => id);
    expect(await latest()).toEqual([second.id]);
    const answer = await ask('POST', `/releases/${first.id}/set-latest`);
    expect([answer.status, answer.json.result.details]).toEqual([200, 'Release set as latest']);
    expect(Object.keys(answer.json.data as object)).toEqual([
      ...['id', 'version', 'status', 'latest', 'productId', 'branchId', 'teamId', 'createdAt', 'updatedAt'],
      ...['metadata', 'product', 'branch', 'file'],
    ]);
    expect(answer.json.data).toMatchObject({ id: first.id, latest: true, version: '1.0.0' });
    expect(await latest()).toEqual([first.id]);
  });

  test('cannot become the latest unless it is published and for every licence', async () => {
    const { ask, release, license } = await desk();
    const draft = await release('1.0.0', { status: 'DRAFT' });
    expectDevRefusal(await ask('POST', `/releases/${draft.id}/set-latest`), [
      400,
      'BAD_REQUEST',
      'Only a PUBLISHED release can be the latest one, and this is a DRAFT one.',
    ]);
    const reserved = await release('2.0.0', { licenses: [(await license()).id] });
    expectDevRefusal(await ask('POST', `/releases/${reserved.id}/set-latest`), [
      400,
      'BAD_REQUEST',
      'Cannot set as latest release when license IDs are provided',
    ]);
  });

  test('that is unknown or has a malformed id is refused by every endpoint', async () => {
    const { ask } = await desk();
    for (const [method, end] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/set-latest'],
    ] as const) {
      expectDevRefusal(await ask(method, `/releases/${NOWHERE}${end}`), noRelease);
      expectDevRefusal(await ask(method, `/releases/1${end}`, undefined, {}), [
        400,
        'BAD_REQUEST',
        'Invalid releaseId',
      ]);
    }
  });
});
