import { describe, expect, test } from 'vitest';
import { everywhere, shelf } from './shelf.ts';

/** Two releases, the second of them withdrawn, and a licence. */
async function withdrawn(reason: string | null = 'it loses settings') {
  const around = await shelf();
  const { key } = await around.call('licenses.create', { products: [around.product.id] });
  await around.release('1.0');
  const next = await around.release('2.0');
  const view = await around.call('releases.update', { id: next.id, withdrawn: { reason } });
  return { ...around, key, next, view };
}

describe('a withdrawn release', () => {
  test('is the newest and the latest for no one until it is restored', async () => {
    const { newest, toAll, key, next, view, call } = await withdrawn();
    expect(view).toMatchObject({ latest: false, withdrawnReason: 'it loses settings' });
    expect(Date.parse(view.withdrawnAt!)).not.toBeNaN();
    expect(await newest(key)).toEqual(everywhere('1.0'));
    expect(await toAll()).toBe('1.0');

    const back = await call('releases.update', { id: next.id, withdrawn: null });
    expect(back).toMatchObject({ latest: true, withdrawnAt: null, withdrawnReason: null });
    expect(await newest(key)).toEqual(everywhere('2.0'));
    expect(await toAll()).toBe('2.0');
  });

  test('is refused by id and by version, with the reason for the client and in the log', async () => {
    const { request, classloader, key, next, call } = await withdrawn();
    const lastRow = async () => (await call('downloads.list', { limit: 1 }))[0];

    const byId = await request(`/v3/${next.file.id}?key=${key}`);
    expect([byId.status, await byId.json()]).toEqual([
      404,
      { message: 'The release was withdrawn: it loses settings', code: 'RELEASE_NOT_FOUND' },
    ]);
    const row = { outcome: 'refused', refusal: 'release_withdrawn', version: '2.0', releaseId: next.id };
    const reason = 'The release is withdrawn: it loses settings';
    await expect.poll(lastRow).toMatchObject({ ...row, dialect: 'cryptlex', status: 404, reason });

    const byVersion = await request(classloader(key, '2.0'));
    expect([byVersion.status, await byVersion.json()]).toMatchObject([
      403,
      { result: { details: 'Release is withdrawn: it loses settings', code: 'RELEASE_ARCHIVED' } },
    ]);
    await expect.poll(lastRow).toMatchObject({ ...row, dialect: 'lukittu', status: 403, reason });
  });

  test('needs no reason', async () => {
    const { request, key, next } = await withdrawn(null);
    const answer = await request(`/v3/${next.file.id}?key=${key}`);
    expect(await answer.json()).toMatchObject({ message: 'The release was withdrawn' });
  });

  test('that is the only one tells a classloader so', async () => {
    const { release, call, product, request, classloader } = await shelf();
    const { key } = await call('licenses.create', { products: [product.id] });
    const { id } = await release('1.0');
    await call('releases.update', { id, withdrawn: { reason: 'broken' } });
    const answer = await request(classloader(key));
    expect(await answer.json()).toMatchObject({ result: { details: 'Release is withdrawn: broken' } });
  });

  test.each(['verify', 'heartbeat'])(
    'still lets a program of that version ask with a %s, rolled out to it and maintained or not',
    async (path) => {
      const { vendorId, request, call, key, product, next } = await withdrawn();
      await call('releases.update', { id: next.id, rolloutPercent: 0 });
      await call('licenses.update', { license: key, maxVersion: '1' });
      const answer = await request(`/api/v1/client/teams/${vendorId}/verification/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          ...{ licenseKey: key, productId: product.id, version: '2.0', hardwareIdentifier: 'device-0001' },
        }),
      });
      expect(await answer.json()).toMatchObject({ result: { valid: true } });
    },
  );

  test('cannot be flagged latest before it is restored', async () => {
    const { call, next } = await withdrawn();
    await expect(call('releases.update', { id: next.id, latest: true })).rejects.toThrow('Restore it first');
    const restored = await call('releases.update', { id: next.id, latest: true, withdrawn: null });
    expect(restored.latest).toBe(true);
  });

  test('keeps its time when the reason changes, and gives the flag up to another release', async () => {
    const { call, release, next, view } = await withdrawn();
    const again = await call('releases.update', { id: next.id, withdrawn: { reason: 'worse' } });
    expect(again).toMatchObject({ withdrawnAt: view.withdrawnAt, withdrawnReason: 'worse' });
    await release('2.1');
    expect((await call('releases.update', { id: next.id, withdrawn: null })).latest).toBe(false);
  });
});
