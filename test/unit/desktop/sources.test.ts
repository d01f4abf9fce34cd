import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const sources = readdirSync(join(root, 'src-main'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(root, 'src-main', path), 'utf8') }));
const filesWith = (pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

it('gives Chromium one switch of its own, which protects', () => {
  const switches = sources.flatMap(({ text }) =>
    [...text.matchAll(/appendSwitch\((.*)\)/g)].map(([, what]) => what),
  );
  expect(switches).toEqual(["'disable-gpu-process-crash-limit'"]);
});

it('switches no protection of Chromium off', () => {
  expect(
    filesWith(
      /webSecurity|allowRunningInsecureContent|experimentalFeatures|enableBlinkFeatures|disable-web-security|ignore-certificate-errors/,
    ),
  ).toEqual([]);
});

it('has every page in the sandbox before the app is ready, unless Chromium was told otherwise', () => {
  const { text } = sources.find(({ path }) => path === 'main.ts')!;
  const enabled = text.indexOf('if (!options.noSandbox) app.enableSandbox();');
  expect(enabled).toBeGreaterThan(0);
  expect(enabled).toBeLessThan(text.indexOf('app.whenReady()'));
});

it('listens to the window in one place', () => {
  expect(filesWith(/\bipcMain\.(?:handle|on|once)/)).toEqual(['desktop/ipc-relay.ts']);
});

it('opens the browser in one place, after its check', () => {
  expect(filesWith(/openExternal\(/)).toEqual(['desktop/desktop-handlers.ts']);
});

it('imports Electron in the desktop folder, main and preload alone', () => {
  for (const path of filesWith(/from 'electron'/))
    expect(path).toMatch(/^(?:desktop\/|main\.ts$|preload\.ts$)/);
});

it('names an Electron that is still supported', () => {
  const reviewed = 45; // raise it with each release
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  expect(Number(/\d+/.exec(devDependencies['electron']!)![0])).toBeGreaterThanOrEqual(reviewed);
});
