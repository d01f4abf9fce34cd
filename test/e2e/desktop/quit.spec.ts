import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright/test';
import { expect, test } from './fixtures.ts';
import { bigFile, bigSize, publish, readAll, startDownload } from './download.ts';

/** Wishes to quit, as the menu does. @returns when the process has ended, and how */
async function quit(
  app: ElectronApplication,
): Promise<{ ended: Promise<number | null>; hasEnded: () => boolean }> {
  const process = app.process();
  const ended = once(process, 'exit').then(([code]) => code as number | null);
  await app.evaluate(({ app: electron }) => setImmediate(() => electron.quit()));
  return { ended, hasEnded: () => process.exitCode !== null };
}

test('closing the window ends the app in order', async ({ desktop: { app, until } }) => {
  await until('running');
  const ended = once(app.process(), 'exit');
  await app.evaluate(({ BrowserWindow }) => setImmediate(() => BrowserWindow.getAllWindows()[0]!.close()));
  expect((await ended)[0]).toBe(0);
});

test('quitting waits for a running download, and says so', async ({
  desktop: { app, page, api, until },
  folder,
}) => {
  const url = await publish(page, await api(), bigFile(folder));
  const response = await startDownload(url);
  const { ended, hasEnded } = await quit(app);
  await until('stopping');
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getTitle())).toContain(
    'downloads',
  );
  await expect(page.getByRole('alert').filter({ hasText: 'Running downloads' })).toBeVisible();
  await expect(fetch(url)).rejects.toThrow();
  expect(hasEnded()).toBe(false);

  expect(await readAll(response)).toBe(bigSize);
  expect(await ended).toBe(0);
});

test('a window that is destroyed ends the app in order: a running download ends first', async ({
  desktop: { app, page, api },
  folder,
}) => {
  const response = await startDownload(await publish(page, await api(), bigFile(folder)));
  const child = app.process();
  const ended = once(child, 'exit');
  await app.evaluate(({ BrowserWindow }) => setImmediate(() => BrowserWindow.getAllWindows()[0]!.destroy()));
  expect(await readAll(response)).toBe(bigSize);
  expect((await ended)[0]).toBe(0);
  const log = readFileSync(join(folder, 'data', 'logs', 'lanyard.log'), 'utf8');
  expect(log.trimEnd().split('\n').at(-1)).toContain('"message":"stopped"');
});

test('a download that does not end is cut off after ten seconds', async ({
  desktop: { app, page, api, until },
  folder,
}) => {
  const response = await startDownload(await publish(page, await api(), bigFile(folder)));
  response.on('error', () => undefined);
  const before = performance.now();
  const { ended } = await quit(app);
  await until('stopping');
  expect(await ended).toBe(0);
  expect(performance.now() - before).toBeGreaterThan(10_000);
  await expect(readAll(response)).rejects.toThrow('aborted');
});

test('the window opens where it was left', async ({ launch }) => {
  const bounds = { x: 40, y: 50, width: 1010, height: 707 };
  const first = await launch();
  await first.app.evaluate(
    ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]!.setBounds(wanted),
    bounds,
  );
  await (
    await quit(first.app)
  ).ended;
  const second = await launch();
  expect(
    await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getBounds()),
  ).toEqual(bounds);
});

test('whatever the preferences hold, the app starts, in a window that can be seen', async ({
  launch,
  folder,
}) => {
  const first = await launch();
  await (
    await quit(first.app)
  ).ended;
  const user = join(folder, 'user');
  const [path] = readdirSync(user, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('preferences.json'))
    .map((name) => join(user, name));
  const good = JSON.parse(readFileSync(path!, 'utf8')) as object;
  const withWindow = (bounds: object) => JSON.stringify({ ...good, window: { bounds, maximized: false } });
  const absurd = [
    withWindow({ x: 0, y: 0, width: 1e9, height: 1e9 }),
    withWindow({ x: -(2 ** 53 - 1), y: 2 ** 53 - 1, width: 2 ** 53 - 1, height: 1 }),
    withWindow({ x: 'left', y: null, width: -5, height: 0.5 }),
    '{"window": {"bou',
  ];
  for (const text of absurd) {
    writeFileSync(path!, text);
    const { app, until } = await launch();
    await until('running');
    const [bounds, area] = await app.evaluate(({ BrowserWindow, screen }) => [
      BrowserWindow.getAllWindows()[0]!.getBounds(),
      screen.getPrimaryDisplay().workArea,
    ]);
    expect(bounds.width).toBeLessThanOrEqual(Math.max(area.width, 900));
    expect(bounds.height).toBeLessThanOrEqual(Math.max(area.height, 600));
    await (
      await quit(app)
    ).ended;
  }
});
