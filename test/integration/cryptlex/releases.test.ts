import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { manualClock } from '../../support/clock.ts';
import { expectRefusal, KEY, PRODUCT_ID } from './shop.ts';
import { vendor } from './vendor.ts';

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

test('the way of a release: a draft, its file, its publication, each with its exact answer', async () => {
  const clock = manualClock();
  const { send, fields, upload, request, vendorId, download } = await vendor({
    now: clock.now,
    publicUrl: 'https://releases.example',
  });
  const made = await send('POST', 'releases', fields({ notes: 'Added feature X' }));
  const text = await made.text();
  const { id } = JSON.parse(text) as { id: string };
  expect([made.status, made.headers.get('location')]).toEqual([
    201,
    `https://releases.example/v3/releases/${id}`,
  ]);
  const draft = {
    name: 'MyApp v2.2',
    channel: 'stable',
    version: '2.2',
    platform: 'windows',
    filename: null,
    published: false,
    url: null,
    filesize: null,
    checksum: null,
    productId: PRODUCT_ID,
    notes: 'Added feature X',
    id,
    createdAt: '2026-06-01T12:00:00.000Z',
    updatedAt: '2026-06-01T12:00:00.000Z',
    totalFiles: 0,
    files: [],
    platforms: ['windows'],
    private: false,
    publishedAt: null,
    tenantId: vendorId,
  };
  expect(text).toBe(JSON.stringify(draft));
  await expectRefusal(await send('POST', `releases/${id}/publish`), 404, 'FILE_NOT_FOUND');

  clock.advance(1000);
  const uploaded = await upload(id, 'bytes');
  const withFile = {
    ...draft,
    filename: 'MyApp.zip',
    url: `https://releases.example/v3/${id}`,
    filesize: 5,
    checksum: md5('bytes'),
    updatedAt: '2026-06-01T12:00:01.000Z',
    totalFiles: 1,
    files: [
      {
        id,
        createdAt: '2026-06-01T12:00:01.000Z',
        updatedAt: '2026-06-01T12:00:01.000Z',
        name: 'MyApp.zip',
        url: `https://releases.example/v3/${id}/MyApp.zip`,
        size: 5,
        downloads: 0,
        extension: '.zip',
        checksum: md5('bytes'),
        secured: true,
        releaseId: id,
      },
    ],
  };
  expect([uploaded.status, await uploaded.text()]).toEqual([201, JSON.stringify(withFile)]);
  await expectRefusal(await download(`${id}?key=${KEY}`), 404, 'RELEASE_NOT_FOUND');

  clock.advance(1000);
  const published = await send('POST', `releases/${id}/publish`);
  const live = {
    ...withFile,
    published: true,
    updatedAt: '2026-06-01T12:00:02.000Z',
    publishedAt: '2026-06-01T12:00:02.000Z',
  };
  expect([published.status, await published.text()]).toEqual([200, JSON.stringify(live)]);
  expect(await (await send('GET', `releases/${id}`)).text()).toBe(JSON.stringify(live));
  expect(await (await download(`${id}?key=${KEY}`)).text()).toBe('bytes');
  await expect
    .poll(async () => (await send('GET', `release-files/${id}`)).json())
    .toEqual({ ...live.files[0], downloads: 1 });
  const listed = await send('GET', 'releases');
  expect(await listed.json()).toEqual([{ ...live, files: [{ ...live.files[0], downloads: 1 }] }]);
  const news = await request(`/v3/releases/latest?productId=${PRODUCT_ID}&platform=windows&key=${KEY}`);
  expect(await news.json()).toMatchObject({ id, version: '2.2' });
});

describe('a published release', () => {
  test('is frozen: neither its file nor its words change, but it can be deleted', async () => {
    const { release2, send, upload, download, stored } = await vendor();
    const { id } = await release2();
    for (const response of [
      await upload(id, 'other'),
      await send('PATCH', `releases/${id}`, { notes: 'x' }),
      await send('PATCH', `releases/${id}`, { platform: 'linux' }),
      await send('DELETE', `release-files/${id}`),
    ])
      await expectRefusal(response, 409, 'RELEASE_PUBLISHED');
    expect((await send('POST', `releases/${id}/publish`)).status).toBe(200);
    expect(await (await download(`${id}?key=${KEY}`)).text()).toBe('bytes');
    const gone = await send('DELETE', `releases/${id}`);
    expect([gone.status, await gone.text()]).toEqual([204, '']);
    await expectRefusal(await download(`${id}?key=${KEY}`), 404, 'RELEASE_NOT_FOUND');
    await expectRefusal(await send('DELETE', `releases/${id}`), 404, 'RELEASE_NOT_FOUND');
    expect(stored()).toEqual([]);
  });

  test('takes the latest flag of its line, but not from a higher version', async () => {
    const { release2, call } = await vendor();
    const latest = async () =>
      (await call('releases.list', { product: PRODUCT_ID })).find((release) => release.latest)?.version;
    await release2({ version: '2.0' });
    expect(await latest()).toBe('2.0');
    await release2({ version: '1.9.5' });
    expect(await latest()).toBe('2.0');
    await release2({ version: '2.1' });
    expect(await latest()).toBe('2.1');
  });

  test('an archived one is not published again', async () => {
    const { release2, send, call } = await vendor();
    const { id } = await release2();
    const [release] = await call('releases.list', { product: PRODUCT_ID });
    await call('releases.update', { id: release!.id, status: 'ARCHIVED' });
    await expectRefusal(await send('POST', `releases/${id}/publish`), 409, 'RELEASE_PUBLISHED');
  });
});

describe('platforms', () => {
  test('a second platform of a version joins its release, and waits for its own publication', async () => {
    const { release2, create, upload, send, call, show, download, update, stored } = await vendor();
    const windows = await release2();
    const linux = await create({ platform: 'linux', name: 'Another name', notes: 'Other notes' });
    expect(linux).toMatchObject({ name: 'MyApp v2.2', notes: '', platform: 'linux', published: false });
    expect(await call('releases.list', { product: PRODUCT_ID })).toHaveLength(1);
    await expectRefusal(
      await send('PATCH', `releases/${linux.id}`, { notes: 'x' }),
      409,
      'RELEASE_PUBLISHED',
    );
    await send('PATCH', `releases/${linux.id}`, { platform: 'linux-arm' });

    expect((await upload(linux.id, 'first', 'app.tgz')).status).toBe(201);
    expect((await upload(linux.id, 'linux bytes', 'app.tgz')).status).toBe(200);
    expect(stored()).toHaveLength(2);
    expect(await show(linux.id)).toMatchObject({ published: false, publishedAt: null, filename: 'app.tgz' });
    await expectRefusal(await download(`${linux.id}?key=${KEY}`), 404, 'RELEASE_NOT_FOUND');
    expect((await update('1.0', { platform: 'linux-arm' })).status).toBe(204);

    await send('POST', `releases/${linux.id}/publish`);
    expect(await show(linux.id)).toMatchObject({ published: true, platform: 'linux-arm' });
    expect(await (await download(`${linux.id}?key=${KEY}`)).text()).toBe('linux bytes');
    expect(await (await download(`${windows.id}?key=${KEY}`)).text()).toBe('bytes');
    const news = (await (await update('1.0', { platform: 'linux-arm' })).json()) as { id: string };
    expect(news.id).toBe(linux.id);
    expect((await call('releases.list', { product: PRODUCT_ID }))[0]!.files).toMatchObject([
      { id: linux.id, platform: 'linux-arm' },
      { id: windows.id, platform: 'windows' },
    ]);
  });

  test('to publish a draft publishes every platform that has a file', async () => {
    const { create, upload, send, show } = await vendor();
    const windows = await create();
    const linux = await create({ platform: 'linux' });
    const mac = await create({ platform: 'macos' });
    await upload(windows.id, 'w');
    await upload(linux.id, 'l');
    await send('POST', `releases/${windows.id}/publish`);
    expect((await show(linux.id)).published).toBe(true);
    expect((await show(mac.id)).published).toBe(false);
  });

  test('to delete one platform leaves the others, and the last takes the release with it', async () => {
    const { create, upload, send, call, stored } = await vendor();
    const windows = await create();
    const linux = await create({ platform: 'linux' });
    await upload(windows.id, 'w');
    await send('DELETE', `releases/${windows.id}`);
    expect(stored()).toEqual([]);
    expect(await call('releases.list', { product: PRODUCT_ID })).toHaveLength(1);
    await send('DELETE', `releases/${linux.id}`);
    expect(await call('releases.list', { product: PRODUCT_ID })).toEqual([]);
  });

  test('"any" is a file for every platform', async () => {
    const { release2, latest, list } = await vendor();
    const { id, platform } = await release2({ platform: 'any' });
    expect(platform).toBe('any');
    expect(await (await latest({ platform: 'beos' })).json()).toMatchObject({ id, platform: 'beos' });
    expect(await list('?platform=any')).toHaveLength(1);
  });

  test('a later revision names its platform in a list', async () => {
    const { send, fields } = await vendor();
    const { platform: _platform, ...rest } = fields();
    const made = await send('POST', 'releases', { ...rest, platforms: ['linux'] });
    expect(await made.json()).toMatchObject({ platform: 'linux', platforms: ['linux'] });
    for (const platforms of [[], ['a', 'b'], 'linux', [1]])
      await expectRefusal(await send('POST', 'releases', { ...rest, platforms }), 400, 'INVALID_REQUEST');
  });

  test('the same platform of a version is there once, whoever published it', async () => {
    const { create, send, fields, release, release2, show } = await vendor();
    await create();
    await expectRefusal(await send('POST', 'releases', fields()), 409, 'CONFLICT');
    await release('3.0', { platform: 'windows' });
    await expectRefusal(await send('POST', 'releases', fields({ version: '3.0' })), 409, 'CONFLICT');
    const linux = await release2({ version: '3.0', platform: 'linux' });
    expect(await show(linux.id)).toMatchObject({ name: 'MyApp 3.0', published: true });
  });

  test('a file that the vendor publishes elsewhere takes the place of the one to come, and its id', async () => {
    const { create, release, show, download, call } = await vendor();
    const { id } = await create();
    const { file } = await release('2.2', { platform: 'windows', fileName: 'app.exe', status: 'PUBLISHED' });
    expect(file.id).toBe(id);
    expect(await show(id)).toMatchObject({ published: true, filename: 'app.exe' });
    expect(await (await download(`${id}?key=${KEY}`)).text()).toBe('bytes of 2.2');
    expect(await call('releases.list', { product: PRODUCT_ID })).toHaveLength(1);
  });
});

describe('ids', () => {
  test('a release’s own id means its one platform, and none of several', async () => {
    const { create, show, call, send, upload } = await vendor();
    const { id } = await create();
    const [release] = await call('releases.list', { product: PRODUCT_ID });
    expect((await show(release!.id.toUpperCase())).id).toBe(id);
    expect((await upload(release!.id, 'x')).status).toBe(201);
    await create({ platform: 'linux' });
    for (const [method, path] of [
      ['GET', `releases/${release!.id}`],
      ['PATCH', `releases/${release!.id}`],
      ['DELETE', `releases/${release!.id}`],
      ['POST', `releases/${release!.id}/publish`],
      ['PUT', `${release!.id}/a.zip`],
    ] as const)
      await expectRefusal(
        await send(method, path, method === 'GET' ? undefined : '{}'),
        404,
        'RELEASE_NOT_FOUND',
        `${method} ${path}`,
      );
    await create({ platform: 'any' });
    expect((await show(release!.id)).platform).toBe('any');
  });

  test('a release without any file has its own id, and keeps it when the file comes', async () => {
    const { request, headers, vendorId, call, send, show, upload, list } = await vendor();
    const form = new FormData();
    form.set('data', JSON.stringify({ version: '5.0.0', productId: PRODUCT_ID, status: 'DRAFT' }));
    const made = await request(`/api/v1/dev/teams/${vendorId}/releases`, {
      method: 'POST',
      headers,
      body: form,
    });
    expect(made.status).toBe(201);
    const [release] = await call('releases.list', { product: PRODUCT_ID });
    expect(await list()).toMatchObject([{ id: release!.id, platform: 'any', totalFiles: 0 }]);
    await send('PATCH', `releases/${release!.id}`, { platform: 'linux' });
    await upload(release!.id, 'bytes');
    expect(await show(release!.id)).toMatchObject({ id: release!.id, platform: 'linux', totalFiles: 1 });
    expect(await list()).toHaveLength(1);
  });
});

describe('changes of a draft', () => {
  test('name, notes, version, channel and platform', async () => {
    const { create, upload, send, json, call } = await vendor();
    const { id } = await create();
    await upload(id, 'bytes');
    const changes = {
      name: 'New',
      notes: 'N',
      version: '2.3',
      channel: 'beta',
      platform: 'linux',
      private: false,
    };
    const changed = await json(await send('PATCH', `releases/${id}`, changes));
    const { private: _private, ...said } = changes;
    expect(changed).toMatchObject({ id, ...said, filename: 'MyApp.zip' });
    expect(await call('branches.list', { product: PRODUCT_ID })).toMatchObject([{ name: 'beta' }]);
    expect(await json(await send('PATCH', `releases/${id}`, {}))).toEqual(changed);
    expect(await json(await send('PATCH', `releases/${id}`, { channel: 'stable' }))).toMatchObject({
      channel: 'stable',
    });
  });

  test('neither a version nor a platform that is taken', async () => {
    const { create, send } = await vendor();
    await create();
    const other = await create({ version: '2.3' });
    const linux = await create({ version: '2.3', platform: 'linux' });
    await expectRefusal(await send('PATCH', `releases/${other.id}`, { version: '2.2' }), 409, 'CONFLICT');
    await expectRefusal(
      await send('PATCH', `releases/${linux.id}`, { platform: 'windows' }),
      409,
      'CONFLICT',
    );
  });

  test('its file can be deleted, and another one sent under the same id', async () => {
    const { create, upload, send, show, stored } = await vendor();
    const { id } = await create();
    await upload(id, 'bytes');
    expect((await send('DELETE', `release-files/${id}`)).status).toBe(204);
    expect([await show(id), stored()]).toMatchObject([{ id, totalFiles: 0, platform: 'windows' }, []]);
    await expectRefusal(await send('GET', `release-files/${id}`), 404, 'FILE_NOT_FOUND');
    await expectRefusal(await send('DELETE', `release-files/${id}`), 404, 'FILE_NOT_FOUND');
    expect((await upload(id, 'bytes')).status).toBe(201);
  });
});

test('a channel that is not there becomes a branch, and an imported release keeps its date', async () => {
  const { create, call } = await vendor();
  const made = await create({ channel: 'nightly builds', createdAt: '2018-06-21T10:17:13.050285' });
  expect(made).toMatchObject({ channel: 'nightly builds', createdAt: '2018-06-21T10:17:13.050Z' });
  expect(await call('branches.list', { product: PRODUCT_ID })).toMatchObject([{ name: 'nightly builds' }]);
  expect(await create({ version: '9.0', channel: null, createdAt: null })).toMatchObject({
    channel: 'stable',
  });
});
