import { describe, expect, test } from 'vitest';
import { manualClock } from '../../support/clock.ts';
import { expectRefusal, KEY, PRODUCT_ID, shop } from './shop.ts';

const DAY = 86_400_000;
type Wire = { version: string; allowed?: boolean; url: string; id: string };

/** Releases a month apart, and a licence whose maintenance ended between 1.1 and 2.0. */
async function lapsed() {
  const clock = manualClock();
  const server = await shop({ now: clock.now });
  const published: Record<string, Awaited<ReturnType<typeof server.release>>> = {};
  for (const version of ['1.0', '1.1', '2.0']) {
    published[version] = await server.release(version);
    clock.advance(30 * DAY);
  }
  const releasesUntil = new Date(Date.parse(published['1.1']!.publishedAt!) + DAY).toISOString();
  const products = [PRODUCT_ID];
  await server.call('licenses.create', { key: 'UNTIL', products, releasesUntil });
  await server.call('licenses.create', { key: 'UP-TO-1', products, maxVersion: '1' });
  const offered = async (response: Response) =>
    response.status === 204 ? null : ((await response.json()) as Wire);
  return { ...server, clock, published, offered };
}

describe.each(['UNTIL', 'UP-TO-1'])('a licence whose maintenance ended (%s)', (key) => {
  test('update offers what it may have, and nothing else', async () => {
    const { update, offered } = await lapsed();
    expect(await offered(await update('1.0', { key }))).toMatchObject({ version: '1.1' });
    for (const allowed of [undefined, 'true', 'True', '1', 'maybe'])
      expect((await update('1.1', { key, allowed })).status, String(allowed)).toBe(204);
    expect((await update('2.0', { key })).status).toBe(204);
  });

  test('update with allowed=false tells "not allowed" apart from "none"', async () => {
    const { update, offered } = await lapsed();
    for (const allowed of ['false', 'False', '0']) {
      const answer = await offered(await update('1.1', { key, allowed }));
      expect(answer).toMatchObject({ version: '2.0', allowed: false });
      expect(Object.keys(answer!).at(-1)).toBe('allowed');
    }
    expect((await update('2.0', { key, allowed: 'false' })).status).toBe(204);
    expect(await offered(await update('1.0', { allowed: 'false' }))).toMatchObject({
      version: '2.0',
      allowed: true,
    });
  });

  test('latest is the newest that it may have; with allowed=false the newest of all', async () => {
    const { latest, offered } = await lapsed();
    const own = await offered(await latest({ key }));
    expect(own).toMatchObject({ version: '1.1' });
    expect(own).not.toHaveProperty('allowed');
    expect(await offered(await latest({ key, allowed: 'false' }))).toMatchObject({
      version: '2.0',
      allowed: false,
    });
  });

  test('a download of what is newer is refused, and the log says why', async () => {
    const { download, published, lastRow } = await lapsed();
    for (const id of [published['2.0']!.file.id, published['2.0']!.id]) {
      await expectRefusal(await download(`${id}?key=${key}`), 403, 'RELEASE_VERSION_NOT_ALLOWED');
      await expect.poll(lastRow).toMatchObject({ refusal: 'release_beyond_maintenance', version: '2.0' });
    }
    expect(await (await download(`${published['1.1']!.file.id}?key=${key}`)).text()).toBe('bytes of 1.1');
  });

  test('releases/{id}/allowed says it of one release', async () => {
    const { request, published } = await lapsed();
    const ask = async (id: string, asking: string) =>
      (await request(`/v3/releases/${id}/allowed?key=${asking}`)).json();
    expect(await ask(published['1.1']!.file.id, key)).toEqual({ allowed: true });
    expect(await ask(published['2.0']!.file.id, key)).toEqual({ allowed: false });
    expect(await ask(published['2.0']!.id, key)).toEqual({ allowed: false });
    expect(await ask(published['2.0']!.id, KEY)).toEqual({ allowed: true });
  });
});

test('a licence that may have nothing gets an error of its own from latest, and from update an empty answer', async () => {
  const { latest, update, call, request } = await lapsed();
  await call('licenses.create', { key: 'NOTHING', products: [PRODUCT_ID], maxVersion: '0.9' });
  await expectRefusal(await latest({ key: 'NOTHING' }), 400, 'RELEASE_VERSION_NOT_ALLOWED');
  await expectRefusal(
    await latest({ key: 'NOTHING', platform: 'x', channel: 'y' }),
    404,
    'RELEASE_NOT_FOUND',
  );
  expect((await update('0.1', { key: 'NOTHING' })).status).toBe(204);
  const log = await call('requests.list', { limit: 3 });
  expect(log.map(({ code }) => code)).toEqual([null, 'RELEASE_NOT_FOUND', 'RELEASE_VERSION_NOT_ALLOWED']);
  expect(await (await request('/v3/releases/latest')).json()).toMatchObject({ code: 'INVALID_REQUEST' });
});

test('the partial version of a client counts the same under maintenance', async () => {
  const { update, call, release, offered } = await shopWithPatches();
  await call('licenses.create', { key: 'UP-TO-1.2', products: [PRODUCT_ID], maxVersion: '1.2' });
  await release('1.3');
  const ask = async (version: string) =>
    (await offered(await update(version, { key: 'UP-TO-1.2' })))?.version;
  expect(await ask('1.1')).toBe('1.2.3.5');
  expect(await ask('1.2')).toBeUndefined();
  expect(await ask('1.2.3')).toBeUndefined();
  expect(await ask('1.2.3.4')).toBe('1.2.3.5');
  expect(await ask('1.2.3.5')).toBeUndefined();
});

async function shopWithPatches() {
  const server = await shop();
  for (const version of ['1.2.3.4', '1.2.3.5']) await server.release(version);
  const offered = async (response: Response) =>
    response.status === 204 ? null : ((await response.json()) as Wire);
  return { ...server, offered };
}

describe('refusals of releases/{id}/allowed, in order', () => {
  test('each has its answer', async () => {
    const { request, call, published } = await lapsed();
    await call('licenses.create', { key: 'OTHER' });
    await call('licenses.create', { key: 'SUSPENDED', products: [PRODUCT_ID] });
    await call('licenses.suspend', { license: 'SUSPENDED' });
    await call('releases.update', { id: published['1.0']!.id, status: 'DRAFT' });
    const [good, draft] = [published['1.1']!.file.id, published['1.0']!.file.id];
    const unknown = '00000000-0000-4000-8000-00000000dead';
    const cases: [id: string, query: string, status: number, code: string][] = [
      ['nonsense', '', 400, 'INVALID_REQUEST'],
      [good, '?key=', 400, 'INVALID_REQUEST'],
      ['nonsense', '?key=NOPE', 400, 'INVALID_LICENSE_KEY'],
      ['nonsense', `?key=${KEY}`, 400, 'INVALID_RELEASE_ID'],
      [unknown, `?key=${KEY}`, 404, 'RELEASE_NOT_FOUND'],
      [draft, `?key=${KEY}`, 404, 'RELEASE_NOT_FOUND'],
      [good, '?key=OTHER', 400, 'INVALID_PRODUCT_ID'],
      [good, '?key=SUSPENDED', 400, 'REVOKED_LICENSE'],
      ['%zz', `?key=${KEY}`, 400, 'INVALID_REQUEST'],
    ];
    for (const [id, query, status, code] of cases)
      await expectRefusal(
        await request(`/v3/releases/${id}/allowed${query}`),
        status,
        code,
        `${id} ${query}`,
      );
  });

  test('a release reserved for others is not allowed', async () => {
    const { request, release, call } = await shop();
    await call('licenses.create', { key: 'EARLY', products: [PRODUCT_ID] });
    const { file } = await release('9.0', { licenses: ['EARLY'] });
    const ask = async (key: string) => (await request(`/v3/releases/${file.id}/allowed?key=${key}`)).json();
    expect([await ask(KEY), await ask('EARLY')]).toEqual([{ allowed: false }, { allowed: true }]);
  });
});

test('status answers without any credential', async () => {
  const { request } = await shop();
  const response = await request('/v3/status');
  expect([response.status, await response.text()]).toEqual([200, '{"status":"ok"}']);
  await expectRefusal(await request('/v3/status', { method: 'POST' }), 405, 'METHOD_NOT_ALLOWED');
  await expectRefusal(await request('/v3/status/'), 404, 'NOT_FOUND');
});

test('who asks for news too often is told when to ask again', async () => {
  const { update } = await shop({ rateLimits: true });
  let response = await update('1.0');
  for (let asked = 1; asked <= 300; asked += 1) response = await update('1.0');
  expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  await expectRefusal(response, 429, 'RATE_LIMIT_EXCEEDED');
});
