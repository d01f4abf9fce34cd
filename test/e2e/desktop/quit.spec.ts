import { once } from 'node:events';
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
