import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';

test('without a keyring the master key lies in a private file, and the window is told why', async ({
  desktop,
  folder,
}) => {
  const { keySlot } = await desktop.until('running');
  expect(keySlot).toMatchObject({ kind: 'file', keyFile: true });
  expect(keySlot.reason).toContain('keyring');
  expect(statSync(join(folder, 'data', 'keys', 'master.key')).mode & 0o777).toBe(0o600);
  expect(existsSync(join(folder, 'data', 'keys', 'master.keychain'))).toBe(false);
});

test('nothing on the disk shows the private key, and nothing that the window is told', async ({
  desktop,
  folder,
}) => {
  await desktop.until('running');
  const told = await desktop.page.evaluate(async () =>
    JSON.stringify([
      await window.lanyard.invoke('vendor.show', {}),
      await window.lanyard.invoke('settings.list', {}),
      await window.lanyard.invoke('desktop.status', {}),
    ]),
  );
  expect(told).toContain('PUBLIC KEY');
  expect(told).not.toContain('PRIVATE KEY');
  for (const name of readdirSync(join(folder, 'data'), { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, 'data', name);
    if (statSync(path).isFile()) expect(readFileSync(path).includes('PRIVATE KEY'), name).toBe(false);
  }
});
