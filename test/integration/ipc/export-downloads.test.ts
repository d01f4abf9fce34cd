import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, testServer } from '../../support/server.ts';

test('the download log is written to a new file, row by row, and no cell is a formula', async () => {
  const server = await testServer();
  await server.call('products.create', { name: 'Compass, "pocket"' });
  const { key } = await server.call('licenses.create', { products: ['1'] });
  await server.publish('bytes', { product: '1', version: '1.0', fileName: 'compass.zip' });
  const path = (query: string) => `/api/index.php/v1/licensedock/downloads/1?${query}`;
  await (await server.request(path(`license_key=${key}`))).arrayBuffer();
  await (
    await server.request(path('license_key=nobody'), { headers: { 'User-Agent': '=HYPERLINK("x")' } })
  ).text();

  await (await server.request(path(`license_key=nobody&identifier=${encodeURIComponent('＝1+1')}`))).text();

  const file = join(temporaryFolder(), 'downloads.csv');
  expect(await server.call('downloads.export', { path: file })).toEqual({ path: file, rows: 3 });
  const lines = readFileSync(file, 'utf8').split('\r\n');
  expect(lines).toHaveLength(5);
  expect(lines[3]).toContain(",'＝1+1,");
  expect(lines[0]).toMatch(/^id,started_at,dialect,outcome,/);
  expect(lines[1]).toContain(',licensedock,delivered,');
  expect(lines[1]).toContain(',"Compass, ""pocket""",');
  expect(lines[2]).toContain(',refused,license_not_found,');
  expect(lines[2]).toContain(`,"'=HYPERLINK(""x"")",`);
  expect(readFileSync(file, 'utf8')).not.toContain(key);
});

test('a path that is not absolute is refused, in every channel that takes one', async () => {
  const server = await testServer();
  await server.call('products.create', { name: 'Compass' });
  for (const path of ['downloads.csv', './downloads.csv', '../downloads.csv', '/tmp/a\0.csv']) {
    const refused = { error: { code: 'invalid_input', message: expect.stringMatching(/^path: .*absolute/) } };
    expect(await server.dispatch('downloads.export', { path }, 'local')).toMatchObject(refused);
    const kept = { sha256: 'a'.repeat(64), path };
    expect(await server.dispatch('quarantine.export', kept, 'local')).toMatchObject(refused);
    const release = { product: '1', version: '1.0', path };
    expect(await server.dispatch('releases.publish', release, 'local')).toMatchObject(refused);
  }
});

test.each([
  ['below a file', 'file/downloads.csv'],
  ['that is too long', `${'x'.repeat(300)}.csv`],
])('a path %s is refused in words', async (_what, name) => {
  const server = await testServer();
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  const reply = await server.dispatch('downloads.export', { path: join(folder, name) }, 'local');
  expect(reply).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
});

test('a file that is there stays as it is', async () => {
  const server = await testServer();
  const file = join(temporaryFolder(), 'downloads.csv');
  writeFileSync(file, 'mine');
  const reply = await server.dispatch('downloads.export', { path: file }, 'local');
  expect(reply).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
  expect(readFileSync(file, 'utf8')).toBe('mine');
  expect(await server.dispatch('downloads.export', { path: file }, 'remote')).toMatchObject({
    error: { code: 'channel_not_available' },
  });
});
