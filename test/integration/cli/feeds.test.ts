import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importEd25519Key } from '../../../src-main/crypto/ed25519.ts';
import { cliOn, serve } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';

type Feed = { id: string; title: string; purpose: string; url: string };

test('the feeds of a product are listed with the base URL, the line and the key that stands in them', async () => {
  const cli = cliOn(temporaryFolder());
  await cli.json('product', 'create', '--name', 'Compass', '--number', '7');
  await cli.json('branch', 'create', '--product', 'Compass', '--name', 'next gen');
  const { key } = await cli.json<{ key: string }>('license', 'create', '--product', 'Compass');
  const urls = async (...options: string[]) =>
    (await cli.json<Feed[]>('feeds', 'list', 'Compass', ...options)).map(({ url }) => url);

  expect(await urls()).toEqual([
    'http://127.0.0.1:7420/feeds/7/stable/?key=LICENCE-KEY',
    'http://127.0.0.1:7420/feeds/7/stable/appcast.xml?key=LICENCE-KEY',
    'http://127.0.0.1:7420/feeds/7/stable?key=LICENCE-KEY',
    'http://127.0.0.1:7420/feeds/7/stable/RELEASES.json?key=LICENCE-KEY',
    'http://127.0.0.1:7420/feeds/7/stable/joomla/com_example.xml',
    'http://127.0.0.1:7420/feeds/7/stable/feed.json?key=LICENCE-KEY',
    'http://127.0.0.1:7420/feeds/7/stable/SHA256SUMS?key=LICENCE-KEY',
    'http://127.0.0.1:7420/feeds/7/stable/SHA256SUMS.minisig?key=LICENCE-KEY',
  ]);
  await cli.json('settings', 'set', 'publicUrl', 'https://releases.example/');
  expect((await urls('--branch', 'next gen', '--license', key))[0]).toBe(
    `https://releases.example/feeds/7/next%20gen/?key=${key}`,
  );
  expect(await cli.refused('feeds', 'list', 'Nothing')).toBe('product_not_found');
  expect(await cli.refused('feeds', 'list', 'Compass', '--branch', 'none')).toBe('branch_not_found');
});

test('what a release says of itself in its metadata is what the feeds tell', async () => {
  const folder = temporaryFolder();
  const path = join(temporaryFolder(), 'Compass-1.0.0.dmg');
  writeFileSync(path, 'bytes');
  const server = await serve(folder);
  const cli = cliOn(folder);
  await cli.json('product', 'create', '--name', 'Compass');
  const { key } = await cli.json<{ key: string }>('license', 'create', '--product', 'Compass');
  const publish = ['release', 'publish', path, '--product', 'Compass', '--version', '1.0.0'];
  const minimum = ['--metadata', 'sparkle:minimumSystemVersion=13.0'];
  const { id } = await cli.json<{ id: string }>(...publish, '--platform', 'macos', ...minimum);
  const appcast = async () => {
    const response = await fetch(`${server.api}/feeds/1/stable/appcast.xml?key=${key}`);
    return response.text();
  };
  expect(await appcast()).toContain('<sparkle:minimumSystemVersion>13.0<');

  expect(await cli.text('release', 'set', id, '--metadata', 'sparkle:version=100')).toMatch(
    /metadata sparkle:version +100/,
  );
  expect(await appcast()).toContain('<sparkle:version>100<');
  expect(await appcast()).not.toContain('minimumSystemVersion');
  expect(await cli.json('release', 'set', id, '--notes', 'Fixes')).toMatchObject({
    metadata: [{ key: 'sparkle:version', value: '100', locked: false }],
  });
  expect(await cli.json('release', 'set', id, '--no-metadata')).toMatchObject({ metadata: [] });
  expect(await appcast()).toContain('<sparkle:version>1.0.0<');
  await server.stop();
});

test('the feed key is made, shown, taken over and deleted, and never replaced', async () => {
  const cli = cliOn(temporaryFolder());
  await cli.json('vendor', 'init');
  expect(await cli.json('feeds', 'key', 'show')).toBeNull();
  const made = await cli.json<{ publicKey: string; minisign: string }>('feeds', 'key', 'create');
  expect(Buffer.from(made.publicKey, 'base64')).toHaveLength(32);
  const shown = await cli.text('feeds', 'key', 'show');
  for (const key of [made.publicKey, made.minisign]) expect(shown).toContain(key);
  expect(await cli.json('feeds', 'key', 'show')).toEqual(made);
  expect(await cli.refused('feeds', 'key', 'create')).toBe('key_taken');

  const folder = temporaryFolder();
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const good = file('key.pem', pem);
  expect(await cli.refused('feeds', 'key', 'import', good)).toBe('key_taken');
  expect(await cli.json('feeds', 'key', 'delete')).toEqual(made);
  expect(await cli.refused('feeds', 'key', 'delete')).toBe('private_key_invalid');
  expect(await cli.refused('feeds', 'key', 'import', file('bad', 'no key'))).toBe('private_key_invalid');
  expect(await cli.refused('feeds', 'key', 'import', join(folder, 'none'))).toBe('file_unreadable');
  const imported = await cli.json<{ publicKey: string }>('feeds', 'key', 'import', good);
  expect(imported.publicKey).toBe(importEd25519Key(pem).publicKey.toString('base64'));
  expect(await cli.json('feeds', 'key', 'import', good)).toEqual(imported);
});
