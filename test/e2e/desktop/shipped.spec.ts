import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { freePort } from '../../support/ports.ts';
import { asShipped, expect, startArguments, test } from './fixtures.ts';

const run = promisify(execFile);
const resources = join(dirname(asShipped), 'resources');
const byText = (a: string, b: string): number => a.localeCompare(b);
const archive = join(resources, 'app.asar');

test('the program as users get it starts, serves and ends, and nobody can turn it into a Node', async ({
  folder,
}) => {
  const { stdout, stderr } = await run(asShipped, [...startArguments(folder), '--inspect=0', '--smoke'], {
    env: {
      ...process.env,
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: `--require ${join(folder, 'missing.cjs')}`,
    },
    timeout: 120_000,
  });
  expect(stdout).toMatch(/^\{"smoke":"ok","api":"http:\/\/127\.0\.0\.1:\d+","electron":"[\d.]+"\}\n$/);
  expect(stderr).not.toContain('Debugger listening');
});

test('a smoke test asks over HTTPS where nothing listens for HTTP', async ({ folder }) => {
  const data = join(folder, 'data');
  const settings = { tls: 'on', tlsHttp: 'off', tlsPort: String(await freePort()) };
  for (const [key, value] of Object.entries(settings))
    await run(process.execPath, ['dist/main/launch.js', 'settings', 'set', key, value, '--data', data]);
  const { stdout } = await run(asShipped, [...startArguments(folder), '--smoke'], { timeout: 120_000 });
  expect(stdout).toMatch(new RegExp(`^\\{"smoke":"ok","api":"https://127\\.0\\.0\\.1:${settings.tlsPort}",`));
});

test('a smoke test that cannot serve says why and fails', async ({ folder }) => {
  const failing = run(asShipped, [
    '--no-sandbox',
    `--user-data-dir=${folder}/user`,
    '--data=/dev/null/x',
    '--smoke',
  ]);
  await expect(failing).rejects.toMatchObject({
    code: 1,
    stdout: expect.stringContaining('/dev/null/x'),
  });
});

test('its fuses are those of production', async () => {
  const wire = await getCurrentFuseWire(asShipped);
  const states = Object.fromEntries(
    (
      [
        'RunAsNode',
        'EnableNodeOptionsEnvironmentVariable',
        'EnableNodeCliInspectArguments',
        'OnlyLoadAppFromAsar',
        'EnableEmbeddedAsarIntegrityValidation',
        'EnableCookieEncryption',
        'GrantFileProtocolExtraPrivileges',
      ] as const
    ).map((name) => [name, wire[FuseV1Options[name]] === FuseState.ENABLE]),
  );
  expect(states).toEqual({
    RunAsNode: false,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    OnlyLoadAppFromAsar: true,
    EnableEmbeddedAsarIntegrityValidation: true,
    EnableCookieEncryption: true,
    GrantFileProtocolExtraPrivileges: false,
  });
});

test('the archive holds the build and one native module for this system, nothing else', () => {
  const files = listPackage(archive, { isPack: false });
  expect([...new Set(files.map((path) => path.split('/')[1]!))].toSorted(byText)).toEqual([
    'dist',
    'node_modules',
    'package.json',
  ]);
  expect([...new Set(files.map((path) => path.split('/')[3]).filter(Boolean))]).not.toContain('cli.js');
  const packages = files.filter((path) => /^\/node_modules\/[^/]+$/.test(path));
  expect(packages).toEqual(['/node_modules/better-sqlite3']);
  expect(files.filter((path) => /\.(?:ts|tsx|map|cpp|c|h)$/.test(path))).toEqual([]);
  const unpacked = readdirSync(`${archive}.unpacked`, { recursive: true, withFileTypes: true });
  expect(unpacked.filter((entry) => entry.isFile()).map(({ name }) => name)).toEqual(['linux-x64.node']);
  expect(readdirSync(resources).toSorted(byText)).toEqual(['app.asar', 'app.asar.unpacked']);
});

test('the preload is one file that requires Electron alone', () => {
  const preload = extractFile(archive, 'dist/preload/preload.cjs').toString('utf8');
  expect([...preload.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name)).toEqual(['"electron"']);
});

test('the page refers to its own files only', () => {
  const html = extractFile(archive, 'dist/renderer/index.html').toString('utf8');
  const references = [...html.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, value]) => value!);
  expect(references.length).toBeGreaterThan(1);
  for (const reference of references) expect(reference).toMatch(/^(?:\.\/|data:,$)/);
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
});
