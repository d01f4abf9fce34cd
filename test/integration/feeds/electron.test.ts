import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import semver from 'semver';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { KEY, shop, expectRefusal } from './shop.ts';
import { soon } from '../../support/soon.ts';

const sha512 = (text: string) => createHash('sha512').update(text).digest('base64');
const names = async (response: Response) => {
  expect(response.status).toBe(200);
  return (parse(await response.text()) as { files: { url: string }[] }).files.map(({ url }) => url);
};

describe('the channel file', () => {
  test('is what electron-builder writes, every text in quotes', async () => {
    const { release, feed } = await shop();
    await release('1.10.0', 'Compass Setup 1.10.0.exe', {
      platform: 'windows',
      notes: 'First line\n"second": line',
      name: 'Spring',
    });
    const response = await feed('latest.yml');
    const content = 'bytes of Compass Setup 1.10.0.exe 1.10.0';
    expect(await response.text()).toBe(
      [
        'version: "1.10.0"',
        'files:',
        '  - url: "1.10.0/Compass%20Setup%201.10.0.exe"',
        `    sha512: "${sha512(content)}"`,
        `    size: ${content.length}`,
        'path: "1.10.0/Compass%20Setup%201.10.0.exe"',
        `sha512: "${sha512(content)}"`,
        'releaseName: "Spring"',
        'releaseNotes: "First line\\n\\"second\\": line"',
        'releaseDate: "2026-03-20T12:00:00.000Z"',
        '',
      ].join('\n'),
    );
    expect(response.headers.get('content-type')).toBe('text/yaml; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
  });

  test('names the files of its system and, on Linux, of its processor', async () => {
    const { release, feed } = await shop();
    for (const [name, platform] of [
      ['Compass-1.0.0-arm64.exe', 'windows-arm64'],
      ['Compass-1.0.0.exe', 'windows'],
      ['Compass-1.0.0.nupkg', 'windows-squirrel'],
      ['Compass-1.0.0-mac.dmg', 'macos-image'],
      ['Compass-1.0.0-mac.zip', 'macos'],
      ['Compass-1.0.0.deb', 'linux-deb'],
      ['Compass-1.0.0.AppImage', 'linux'],
      ['Compass-1.0.0-arm64.AppImage', 'linux-arm64'],
      ['Compass-1.0.0.apk', 'android'],
    ] as const)
      await release('1.0.0', name, { platform });
    await release('1.0.0', 'Compass-1.0.0-plugin.zip');
    const of = async (file: string) =>
      (await names(await feed(file))).map((url) => url.replace('1.0.0/Compass-1.0.0', ''));
    expect(await of('latest.yml')).toEqual(['.exe', '-arm64.exe']);
    expect(await of('latest-mac.yml')).toEqual(['-mac.zip', '-plugin.zip', '-mac.dmg']);
    expect(await of('latest-linux.yml')).toEqual(['.AppImage', '.deb']);
    expect(await of('latest-linux-arm64.yml')).toEqual(['-arm64.AppImage']);
    await expectRefusal(
      await feed('latest-linux-arm.yml'),
      404,
      'Nothing is published there for this license and this updater.',
    );
  });

  test('of a file for any platform goes by its ending', async () => {
    const { release, feed } = await shop();
    await release('1.0.0', 'Compass-1.0.0.exe');
    expect(await names(await feed('latest.yml'))).toEqual(['1.0.0/Compass-1.0.0.exe']);
    expect((await feed('latest-mac.yml')).status).toBe(404);
    expect((await feed('latest-linux.yml')).status).toBe(404);
  });

  test('is of the newest release that is published, comparable, for this updater and for this licence', async () => {
    const { release, feed, call } = await shop();
    await release('1.0.0', 'a.exe');
    await release('1.2.0', 'a.exe');
    await release('1.2', 'a.exe', { branch: undefined });
    await release('final', 'a.exe');
    await release('1.3.0', 'a.exe', { status: 'DRAFT' });
    await release('1.4.0', 'a.exe', { status: 'DEPRECATED' });
    await release('1.5.0', 'a.dmg');
    const { key } = await call('licenses.create', { products: ['7'] });
    await release('1.6.0', 'a.exe', { licenses: [key] });
    expect(await names(await feed('latest.yml'))).toEqual(['1.2.0/a.exe']);
    expect(await names(await feed('latest.yml', { key }))).toEqual(['1.6.0/a.exe']);
  });

  test('skips versions that electron-updater fails at, such as dates', async () => {
    const { release, feed } = await shop();
    await release('1.2.0', 'a.exe');
    const others = ['2026.01.05', '2026.1.05', '3.0.0-01', '3.0.0-a..b', '3.0.0+', '99999999999999999.0.0'];
    for (const version of others) {
      expect(semver.parse(version), version).toBeNull();
      await release(version, 'a.exe');
    }
    expect(await names(await feed('latest.yml'))).toEqual(['1.2.0/a.exe']);
    for (const version of ['1.3.0-0a.-b', '1.3.0-10', 'v1.3.0+01', '2026.1.5']) {
      expect(semver.parse(version), version).not.toBeNull();
      await release(version, 'a.exe');
    }
    expect(await names(await feed('latest.yml'))).toEqual(['2026.1.5/a.exe']);
  });

  test('is found below many releases that are for something else', async () => {
    const { release, feed } = await shop();
    await release('1.0.0', 'a.exe');
    for (let patch = 1; patch <= 60; patch += 1) await release(`1.0.${patch}`, 'a.jar', { content: 'same' });
    expect(await names(await feed('latest.yml'))).toEqual(['1.0.0/a.exe']);
  });

  test('of a branch is asked for in its line as latest, or in any line by its name', async () => {
    const { release, feed, call } = await shop();
    await call('branches.create', { product: '7', name: 'beta' });
    await release('1.0.0', 'a.exe');
    await release('2.0.0-beta.1', 'a.exe', { branch: 'beta' });
    expect(await names(await feed('latest.yml'))).toEqual(['1.0.0/a.exe']);
    expect(await names(await feed('stable.yml'))).toEqual(['1.0.0/a.exe']);
    expect(await names(await feed('latest.yml', { line: 'beta' }))).toEqual(['2.0.0-beta.1/a.exe']);
    expect(await names(await feed('beta.yml', { line: 'beta' }))).toEqual(['2.0.0-beta.1/a.exe']);
    expect(await names(await feed('beta.yml'))).toEqual(['../beta/2.0.0-beta.1/a.exe']);
    expect(await names(await feed('stable.yml', { line: 'beta' }))).toEqual(['../stable/1.0.0/a.exe']);
    await expectRefusal(await feed('alpha.yml'), 404, 'The product has no such branch.');
  });

  test('tells the least system version when the metadata of the release does', async () => {
    const { release, feed, core } = await shop();
    const { id } = await release('1.0.0', 'a.exe');
    const row = { locked: false, createdAt: 0, updatedAt: 0 };
    core.store.metadata.replace('release', id, [
      { ...row, id, key: 'minimumSystemVersion', value: '10.0.0' },
    ]);
    expect(parse(await (await feed('latest.yml')).text())).toMatchObject({ minimumSystemVersion: '10.0.0' });
  });

  test('is a row of the request log with the product and the licence, and no download', async () => {
    const { release, feed, lastRequest, call, license } = await shop();
    const { productId } = await release('1.0.0', 'a.exe');
    await feed('latest.yml?noCache=1jm3k');
    await soon(async () => {
      expect(await lastRequest()).toMatchObject({
        dialect: 'feeds',
        path: '/feeds/:product/:line/:channel.yml',
        status: 200,
        code: null,
        productId,
        licenseId: license.id,
      });
    });
    expect(await call('downloads.list', {})).toEqual([]);
    expect((await call('licenses.show', { license: KEY })).lastActiveAt).toBeNull();
  });
});

describe('a blockmap', () => {
  const content = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * at * 31 + (at >> 7)) & 0xff));
  const sizeOf = (map: Buffer) =>
    (JSON.parse(gunzipSync(map).toString()) as { files: { sizes: number[] }[] }).files[0]!.sizes.reduce(
      (sum, size) => sum + size,
    );

  test('is made of a file when it is asked for, and kept', async () => {
    const { release, feed, core, lastRequest } = await shop();
    const { file } = await release('1.0.0', 'a.exe', { content });
    const response = await feed('1.0.0/a.exe.blockmap');
    expect(response.status).toBe(200);
    const map = Buffer.from(await response.arrayBuffer());
    expect(sizeOf(map)).toBe(content.length);
    expect(core.store.fileFacts.get(file.id, 'blockmap')).toEqual(map);
    expect(Buffer.from(await (await feed('a.exe.blockmap')).arrayBuffer())).toEqual(map);
    await soon(async () => {
      expect(await lastRequest()).toMatchObject({ dialect: 'feeds', status: 200 });
    });
  });

  test('is made already when the channel file was read', async () => {
    const { release, feed, core } = await shop();
    const { file } = await release('1.0.0', 'a.exe', { content });
    await feed('latest.yml');
    await soon(() => {
      expect(core.store.fileFacts.get(file.id, 'blockmap')).toBeDefined();
    });
  });

  test('goes with its file', async () => {
    const { release, feed, core, call } = await shop();
    const { id, file } = await release('1.0.0', 'a.exe', { content });
    await feed('1.0.0/a.exe.blockmap');
    await call('releases.delete', { id });
    expect(core.store.fileFacts.get(file.id, 'blockmap')).toBeUndefined();
    expect((await feed('1.0.0/a.exe.blockmap')).status).toBe(404);
  });

  test('of a file whose bytes are gone is not ready', async () => {
    const { release, feed, bytes } = await shop();
    const { file } = await release('1.0.0', 'a.exe', { content });
    await bytes.withPath(file.sha256, (path) => rm(path));
    const response = await feed('1.0.0/a.exe.blockmap');
    expect(response.headers.get('retry-after')).toBe('60');
    await expectRefusal(response, 503, 'This is still being prepared. Try again in a minute.');
  });

  test('that the vendor published beside its file is the one that is served', async () => {
    const { release, feed, core } = await shop();
    const { file } = await release('1.0.0', 'a.exe', { content, platform: 'windows' });
    const sizes = [100_000, 200_000];
    const map = gzipSync(
      JSON.stringify({ version: '2', files: [{ name: 'file', offset: 0, checksums: ['a', 'b'], sizes }] }),
    );
    const published = await release('1.0.0', 'a.exe.blockmap', { content: map });
    expect(published.file).toEqual(file);
    expect(published.files).toEqual([file]);
    expect(core.store.releaseFiles.allBytes()).toEqual([file.sha256]);
    expect(Buffer.from(await (await feed('1.0.0/a.exe.blockmap')).arrayBuffer())).toEqual(map);
  });

  test('is refused without its file, with another size, and when it is none', async () => {
    const { release } = await shop();
    await expect(release('1.0.0', 'a.exe.blockmap', { content: 'x' })).rejects.toThrow(
      'a.exe.blockmap belongs to a.exe. Publish that file for this version first.',
    );
    await release('1.0.0', 'a.exe', { content });
    await expect(release('1.0.0', 'a.exe.blockmap', { content: 'x' })).rejects.toThrow(
      'It is no blockmap of electron-builder.',
    );
    const map = (sizes: number[]) =>
      gzipSync(
        JSON.stringify({ version: '2', files: [{ name: 'file', offset: 0, checksums: ['a'], sizes }] }),
      );
    await expect(release('1.0.0', 'a.exe.blockmap', { content: map([7]) })).rejects.toThrow(
      'It describes a file of 7 bytes, and a.exe has 300000. Publish the one of the same build.',
    );
  });
});
