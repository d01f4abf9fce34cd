import { expect, it } from 'vitest';
import { defaultDataFolder } from '../../../src-main/server/default-folder.ts';

const home = '/home/ada';

it.each([
  ['linux', {}, '/home/ada/.local/share/lanyard'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/lanyard'],
  ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ada/.local/share/lanyard'],
  ['linux', { XDG_DATA_HOME: '' }, '/home/ada/.local/share/lanyard'],
  ['darwin', { XDG_DATA_HOME: '/data' }, '/home/ada/Library/Application Support/Lanyard'],
  ['win32', { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' }, 'C:\\Users\\ada\\AppData\\Roaming\\Lanyard'],
] as const)('on %s with %j the data folder is %s', (platform, env, folder) => {
  expect(defaultDataFolder({ platform, env, home })).toBe(folder);
});
