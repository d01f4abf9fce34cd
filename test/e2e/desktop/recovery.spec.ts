import { expect, test } from './fixtures.ts';
import { killServerThread } from './kill-server-thread.ts';

test('a server thread that dies is started again, and the window knows', async ({
  desktop: { app, page, until, api },
}) => {
  await api();
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    window.lanyard.subscribe('desktop', ({ state, problem }) =>
      seen.push(`${state} ${problem?.code ?? ''}`.trim()),
    );
  });
  const before = await page.evaluate(() => window.lanyard.invoke('products.create', { name: 'Survives' }));
  expect(before).toMatchObject({ ok: true });

  await killServerThread(app);

  await expect
    .poll(() => page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen))
    .toEqual(['restarting crashed', 'running']);
  const response = await fetch(`${await api()}/healthz`);
  expect(response.status).toBe(200);
  expect(await page.evaluate(() => window.lanyard.invoke('products.list', {}))).toMatchObject({
    ok: true,
    value: [{ name: 'Survives' }],
  });
  expect((await until('running')).problem).toBeNull();
});

test('a call while the server is being started again waits for it', async ({
  desktop: { app, page, until },
}) => {
  await until('running');
  await killServerThread(app);
  await until('restarting');
  const reply = await page.evaluate(() => window.lanyard.invoke('server.status', {}));
  expect(reply).toMatchObject({ ok: true });
});

test('a page that dies is loaded again', async ({ desktop: { app, page, until } }) => {
  await until('running');
  const crashed = page.waitForEvent('crash');
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer(),
  );
  await crashed;
  await expect
    .poll(() =>
      app.evaluate(({ BrowserWindow }) => {
        const { webContents } = BrowserWindow.getAllWindows()[0]!;
        if (webContents.isCrashed() || webContents.isLoading()) return 0;
        return webContents.mainFrame.executeJavaScript(
          'Object.keys(window.lanyard).length',
        ) as Promise<number>;
      }),
    )
    .toBe(3);
});
