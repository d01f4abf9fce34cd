import { expect, test } from 'vitest';
import { guessPlatform, guessVersion } from '../../../src-renderer/lib/guess-version.ts';

test.each([
  ['my-plugin-1.4.2.jar', '1.4.2'],
  ['MyPlugin 2.0.jar', '2.0'],
  ['app_v2.0.0-rc.1_win64.zip', '2.0.0-rc.1'],
  ['Atlas-2.1.0-setup.exe', '2.1.0'],
  ['tool-10.20.30.40.msi', '10.20.30.40'],
  ['lanyard-1.2.3.tar.gz', '1.2.3'],
  ['plugin-mc1.20-3.4.1.jar', '3.4.1'],
  ['game-1.0.0-SNAPSHOT.jar', '1.0.0-SNAPSHOT'],
  ['lib-1.0.0+build.5.zip', '1.0.0+build.5'],
  ['thing-1.0-beta3.zip', '1.0-beta3'],
  ['Setup.v3.2.exe', '3.2'],
  ['app-v3.zip', '3'],
  ['app_12.zip', '12'],
  ['مرحبا-1.2.3.zip', '1.2.3'],
])('%s tells %s', (fileName, version) => {
  expect(guessVersion(fileName)).toBe(version);
});

test.each(['readme.txt', 'win64.zip', 'x86_64.AppImage', 'log4j.jar', 'app.7z', '', '.jar'])(
  '%s tells no version',
  (fileName) => {
    expect(guessVersion(fileName)).toBeNull();
  },
);

test('a name of a thousand digits and dots is read at once', () => {
  const started = performance.now();
  guessVersion(`${'1.'.repeat(1000)}zip`);
  guessVersion(`${'1'.repeat(1000)}.zip`);
  expect(performance.now() - started).toBeLessThan(200);
});

test.each([
  ['a.exe', 'windows'],
  ['a.MSI', 'windows'],
  ['a.dmg', 'macos'],
  ['a.pkg', 'macos'],
  ['a.AppImage', 'linux'],
  ['a.deb', 'linux'],
  ['a.rpm', 'linux'],
  ['a.jar', null],
  ['a.zip', null],
  ['exe', null],
])('%s runs on %s', (fileName, platform) => {
  expect(guessPlatform(fileName)).toBe(platform);
});
