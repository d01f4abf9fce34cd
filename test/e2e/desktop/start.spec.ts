import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';

test('the packaged app opens its window and serves', async ({ desktop: { page, api, until } }) => {
  expect(page.url()).toMatch(/^app:\/\/manager\//);
  await expect(page).toHaveTitle(/Lanyard/);
  const response = await fetch(`${await api()}/healthz`);
  expect(response.status).toBe(200);
  const reference = await fetch(`${await api()}/docs/assets/swagger-ui.js`);
  expect(await reference.text()).toContain('SwaggerUIBundle');
  expect((await until('running')).problem).toBeNull();
});

test('a packaged app shows its own pages, whatever the environment says of a development server', async ({
  launch,
}) => {
  const { page, until } = await launch({ env: { LANYARD_DEV_URL: 'http://127.0.0.1:1/' } });
  await until('running');
  expect(page.url()).toMatch(/^app:\/\/manager\//);
});

test('the machine is kept awake while it serves, and the window says so and when it slept all the same', async ({
  desktop: { app, page, until },
}) => {
  expect((await until('running')).power).toEqual({ keepAwake: true, active: true, slept: null });
  const off = await page.evaluate(() => window.lanyard.invoke('desktop.keepAwake', { on: false }));
  expect(off).toMatchObject({ ok: true, value: { power: { keepAwake: false, active: false } } });
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('suspend');
    powerMonitor.emit('resume');
  });
  await expect(page.getByText(/This machine slept from .* nothing was served/)).toBeVisible();
});

test('another data folder is chosen in the dialog of the system, and the app starts again with it', async ({
  desktop: { app, page, until },
  folder,
}) => {
  await until('running');
  const [chosen, notes] = [join(folder, 'other data'), join(folder, 'relaunch.json')];
  await app.evaluate(
    ({ app: electron, dialog }, [path, file]) => {
      const { writeFileSync } = process.getBuiltinModule('node:fs');
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path!] });
      electron.relaunch = (options) => writeFileSync(file!, JSON.stringify(options?.args));
    },
    [chosen, notes],
  );
  const ended = once(app.process(), 'exit');
  await page.evaluate(() => void window.lanyard.invoke('desktop.chooseFolder', {}));
  expect((await ended)[0]).toBe(0);
  expect(JSON.parse(readFileSync(notes, 'utf8'))).toEqual([
    '--no-sandbox',
    `--user-data-dir=${join(folder, 'user')}`,
    `--data=${chosen}`,
  ]);
  const remembered = readFileSync(join(folder, 'user', 'preferences.json'), 'utf8');
  expect(JSON.parse(remembered)).toMatchObject({ dataFolder: chosen });
});

test('the window reaches the server and its back office over the bridge', async ({
  desktop: { page, api },
  folder,
}) => {
  const address = await api();
  const status = await page.evaluate(() => window.lanyard.invoke('server.status', {}));
  expect(status).toMatchObject({ ok: true, value: { api: address, dataFolder: `${folder}/data` } });
  const rows = await page.evaluate(() => window.lanyard.invoke('downloads.list', {}));
  expect(rows).toMatchObject({ ok: true });
});

test('the bridge is exactly invoke, pathOf and subscribe', async ({ desktop: { page } }) => {
  expect(await page.evaluate(() => Object.keys(window.lanyard).toSorted())).toEqual([
    'invoke',
    'pathOf',
    'subscribe',
  ]);
});

test('a listener gets the payload of its event and nothing else', async ({ desktop: { page, until } }) => {
  await until('running');
  const payloads = await page.evaluate(
    () =>
      new Promise<unknown[]>((resolve) => {
        window.lanyard.subscribe('changed', (...heard: unknown[]) => resolve(heard));
        void window.lanyard.invoke('products.create', { name: 'Heard of' });
      }),
  );
  expect(payloads).toEqual([{ areas: ['products'] }]);
  await expect(
    page.evaluate(() => void window.lanyard.subscribe('nope' as 'changed', () => {})),
  ).rejects.toThrow('There is no such event');
});

test('a listener that unsubscribed hears nothing more', async ({ desktop: { page, until } }) => {
  await until('running');
  const heardBy = await page.evaluate(async () => {
    const heard: string[] = [];
    const end = window.lanyard.subscribe('changed', () => heard.push('first'));
    await new Promise<void>((resolve) => {
      window.lanyard.subscribe('changed', () => resolve());
      end();
      void window.lanyard.invoke('products.create', { name: 'Not heard of' });
    });
    return heard;
  });
  expect(heardBy).toEqual([]);
});

test('a second start shows the first window and ends', async ({ desktop: { app, page, until }, launch }) => {
  await until('running');
  const visible = () =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.hide());
  expect(await visible()).toEqual([false]);
  await expect(launch()).rejects.toThrow();
  await expect.poll(visible).toEqual([true]);
  expect(page.isClosed()).toBe(false);
});
