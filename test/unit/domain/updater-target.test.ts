import { expect, test } from 'vitest';
import { runsOn, targetOf } from '../../../src-main/domain/updates/updater-target.ts';

test.each([
  ['windows', 'a.exe', 'windows', null],
  ['Windows x64', 'a.exe', 'windows', 'x64'],
  ['win64', 'a.exe', 'windows', 'x64'],
  ['win32', 'a.exe', 'windows', null],
  ['win32-ia32', 'a.exe', 'windows', 'ia32'],
  ['darwin-arm64', 'a.zip', 'macos', 'arm64'],
  ['macOS', 'a-universal.zip', 'macos', 'universal'],
  ['linux_x86_64', 'a.deb', 'linux', 'x64'],
  ['linux-deb', 'a.deb', 'linux', null],
  ['linux', 'a-aarch64.AppImage', 'linux', 'arm64'],
  ['linux-arm64', 'a-x64.AppImage', 'linux', 'arm64'],
  ['android', 'a.exe', 'other', null],
  ['darwinia', 'a.zip', 'other', null],
  [null, 'a.exe', 'windows', null],
  [null, 'a-1.0.0-full.nupkg', 'windows', null],
  [null, 'a.DMG', 'macos', null],
  [null, 'a-armv7l.AppImage', 'linux', 'arm'],
  [null, 'a.zip', null, null],
  [null, 'a.jar', null, null],
] as const)('a file for %s named %s is for %s on %s', (platform, name, os, arch) => {
  expect(targetOf({ platform, name })).toEqual({ os, arch });
});

test('a file for every system runs on each, one for an unknown system on none', () => {
  for (const os of ['windows', 'macos', 'linux'] as const) {
    expect(runsOn({ platform: null, name: 'a.zip' }, os)).toBe(true);
    expect(runsOn({ platform: 'android', name: 'a.zip' }, os)).toBe(false);
    expect(runsOn({ platform: 'linux', name: 'a.zip' }, os)).toBe(os === 'linux');
  }
});
