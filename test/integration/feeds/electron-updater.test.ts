import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { installedApp } from '../../support/electron-updater.ts';
import { temporaryFolder } from '../../support/server.ts';
import { KEY, shop } from './shop.ts';
import { soon } from '../../support/soon.ts';

const SIZE = 16 * 1024 * 1024;

/** The same bytes with a few small changes far from each other, one of which moves everything after it. */
function changed(content: Buffer): Buffer {
  const copy = Buffer.from(content);
  for (const at of [SIZE * 0.1, SIZE * 0.35, SIZE * 0.8]) randomBytes(40).copy(copy, Math.floor(at));
  return Buffer.concat([copy.subarray(0, SIZE / 2), Buffer.from('inserted here'), copy.subarray(SIZE / 2)]);
}

/** As electron-builder ends an AppImage: with its blockmap. */
async function withEmbeddedMap(content: Buffer): Promise<Buffer> {
  const file = join(temporaryFolder(), 'app.AppImage');
  writeFileSync(file, content);
  const { buildBlockMap } = createRequire(import.meta.url)(
    'app-builder-lib/out/targets/blockmap/blockmap.js',
  ) as { buildBlockMap: (file: string, format: 'deflate') => Promise<unknown> };
  await buildBlockMap(file, 'deflate');
  return readFileSync(file);
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('electron-updater on Windows', () => {
  test('downloads the whole installer the first time', async () => {
    const { release, api, lastDownload } = await shop();
    const content = randomBytes(SIZE);
    await release('1.0.0', 'Compass Setup 1.0.0.exe', { content, platform: 'windows', notes: 'New' });
    const { updater } = installedApp({ kind: 'nsis', version: '0.9.0' });
    updater.disableDifferentialDownload = true;
    updater.setFeedURL({ provider: 'generic', url: `${api}/feeds/7/stable/?key=${KEY}` });
    const check = await updater.checkForUpdates();
    expect(check).toMatchObject({ isUpdateAvailable: true });
    expect(check!.updateInfo).toMatchObject({ version: '1.0.0', releaseNotes: 'New' });
    const [file] = await updater.downloadUpdate();
    expect(readFileSync(file!).equals(content)).toBe(true);
    await soon(async () => {
      expect(await lastDownload()).toMatchObject({ outcome: 'delivered', bytesSent: SIZE, dialect: 'feeds' });
    });
  });

  test.each([
    ['with a key in the address', `?key=${KEY}`, undefined],
    ['with the key in a header', '', `Bearer ${KEY}`],
  ])('downloads only what has changed the next time, %s', async (_how, query, header) => {
    const { release, api, call } = await shop();
    const old = randomBytes(SIZE);
    const next = changed(old);
    await release('1.0.0', 'Compass Setup 1.0.0.exe', { content: old, platform: 'windows' });
    await release('1.1.0', 'Compass Setup 1.1.0.exe', { content: next, platform: 'windows' });
    const { updater, executor, log } = installedApp({ kind: 'nsis', version: '1.0.0', oldFile: old });
    updater.setFeedURL({ provider: 'generic', url: `${api}/feeds/7/stable/${query}` });
    if (header) updater.addAuthHeader(header);
    expect(await updater.checkForUpdates()).toMatchObject({ isUpdateAvailable: true });
    const [file] = await updater.downloadUpdate();
    expect(readFileSync(file!).equals(next)).toBe(true);
    expect(log.join('\n')).not.toContain('fallback to full download');
    expect(executor.received).toBeLessThan(SIZE / 10);
    expect(executor.requests.map((path) => path.replace(/noCache=\w+/, ''))).toEqual(
      [
        `latest.yml${query || (header ? '' : '?')}`,
        `1.1.0/Compass%20Setup%201.1.0.exe.blockmap${query}`,
        `1.0.0/Compass%20Setup%201.0.0.exe.blockmap${query}`,
        `1.1.0/Compass%20Setup%201.1.0.exe${query} (ranges)`,
      ].map((path) => `/feeds/7/stable/${path}`),
    );
    await soon(async () => {
      expect(await call('downloads.list', {})).toMatchObject([{ outcome: 'partial', version: '1.1.0' }]);
    });
  });

  test('downloads only what has changed of files that have one name in every version', async () => {
    const { release, api } = await shop();
    const old = randomBytes(SIZE);
    const next = changed(old);
    await release('1.0.0', 'setup.exe', { content: old, status: 'DEPRECATED' });
    await release('1.1.0', 'setup.exe', { content: next });
    const { updater, executor } = installedApp({ kind: 'nsis', version: '1.0.0', oldFile: old });
    updater.setFeedURL({ provider: 'generic', url: `${api}/feeds/7/stable/?key=${KEY}` });
    await updater.checkForUpdates();
    const [file] = await updater.downloadUpdate();
    expect(readFileSync(file!).equals(next)).toBe(true);
    expect(executor.received).toBeLessThan(SIZE / 10);
  });

  test('hears the same version when there is nothing newer', async () => {
    const { release, api } = await shop();
    await release('1.0.0', 'setup.exe');
    const { updater } = installedApp({ kind: 'nsis', version: '1.0.0' });
    updater.setFeedURL({ provider: 'generic', url: `${api}/feeds/7/stable/?key=${KEY}` });
    expect(await updater.checkForUpdates()).toMatchObject({
      isUpdateAvailable: false,
      updateInfo: { version: '1.0.0' },
    });
  });

  test('takes a branch as its channel', async () => {
    const { release, api, call } = await shop();
    await call('branches.create', { product: '7', name: 'beta' });
    await release('1.0.0', 'setup.exe');
    await release('2.0.0-beta.1', 'setup.exe', { branch: 'beta', content: 'the beta' });
    const { updater } = installedApp({ kind: 'nsis', version: '1.0.0' });
    updater.disableDifferentialDownload = true;
    updater.setFeedURL({ provider: 'generic', url: `${api}/feeds/7/stable/?key=${KEY}`, channel: 'beta' });
    expect(await updater.checkForUpdates()).toMatchObject({ updateInfo: { version: '2.0.0-beta.1' } });
    const [file] = await updater.downloadUpdate();
    expect(readFileSync(file!, 'utf8')).toBe('the beta');
  });

  test('says in its error why it was refused', async () => {
    const { api, call, license } = await shop();
    const ask = async () => {
      const { updater } = installedApp({ kind: 'nsis', version: '1.0.0' });
      updater.setFeedURL({ provider: 'generic', url: `${api}/feeds/7/stable/?key=${KEY}` });
      return updater.checkForUpdates();
    };
    await expect(ask()).rejects.toMatchObject({ code: 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND' });
    await call('licenses.suspend', { license: license.id });
    await expect(ask()).rejects.toThrow('This license is suspended or revoked.');
  });
});

describe('electron-updater on Linux', () => {
  test('downloads only what has changed of an AppImage, by the blockmap at its end', async () => {
    const { release, api } = await shop();
    const content = randomBytes(SIZE);
    const old = await withEmbeddedMap(content);
    const next = await withEmbeddedMap(changed(content));
    await release('1.0.0', 'Compass-1.0.0.AppImage', { content: old, platform: 'linux' });
    await release('1.1.0', 'Compass-1.1.0.AppImage', { content: next, platform: 'linux' });
    const { updater, executor, image } = installedApp({ kind: 'AppImage', version: '1.0.0', oldFile: old });
    vi.stubEnv('APPIMAGE', image);
    vi.stubEnv('TEST_UPDATER_ARCH', 'x64');
    updater.setFeedURL({ provider: 'generic', url: `${api}/feeds/7/stable/?key=${KEY}` });
    expect(await updater.checkForUpdates()).toMatchObject({ isUpdateAvailable: true });
    const [file] = await updater.downloadUpdate();
    expect(readFileSync(file!).equals(next)).toBe(true);
    expect(executor.received).toBeLessThan(SIZE / 10);
  });
});
