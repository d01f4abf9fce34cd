import type { BrowserWindow } from 'electron';
import { expect, test } from './fixtures.ts';
import { inServerThread } from './in-server-thread.ts';

const dies = 'setTimeout(() => process.exit(1))';

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

  await inServerThread(app, dies);

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
  await inServerThread(app, dies);
  await until('restarting');
  const reply = await page.evaluate(() => window.lanyard.invoke('server.status', {}));
  expect(reply).toMatchObject({ ok: true });
});

test('a server thread that hangs is noticed, ended and started again', async ({
  desktop: { app, page, api },
}) => {
  await api();
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    window.lanyard.subscribe('desktop', ({ problem }) => problem && told.push(problem.message));
  });
  await page.evaluate(() => window.lanyard.invoke('products.create', { name: 'Survives' }));
  await inServerThread(app, 'setTimeout(() => { for (;;); })');
  await expect
    .poll(() => page.evaluate(() => (globalThis as unknown as { told: string[] }).told), { timeout: 90_000 })
    .toContain('The server stopped unexpectedly (it did not answer any more). It starts again by itself.');
  expect((await fetch(`${await api()}/healthz`)).status).toBe(200);
  expect(await page.evaluate(() => window.lanyard.invoke('products.list', {}))).toMatchObject({
    ok: true,
    value: [{ name: 'Survives' }],
  });
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

test('a page that dies at each load is given up with a question, while the server goes on', async ({
  desktop: { app, api },
}) => {
  const url = `${await api()}/healthz`;
  await app.evaluate(({ BrowserWindow, dialog }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    const seen = { loads: 0, questions: [] as object[], answer: (_button: number) => {} };
    Object.assign(globalThis, { seen });
    const crash = () => {
      seen.loads += 1;
      webContents.forcefullyCrashRenderer();
    };
    webContents.on('did-finish-load', crash);
    Object.assign(dialog, {
      showMessageBox: (question: object) => {
        seen.questions.push(question);
        webContents.off('did-finish-load', crash);
        return new Promise((resolve) => {
          seen.answer = (response: number) => resolve({ response });
        });
      },
    });
    webContents.forcefullyCrashRenderer();
  });
  type Seen = { loads: number; questions: object[]; answer: (button: number) => void };
  const seen = () => app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
  await expect.poll(async () => (await seen()).questions.length, { timeout: 90_000 }).toBe(1);
  const { loads, questions } = await seen();
  expect(loads).toBe(3);
  expect(questions[0]).toMatchObject({
    message: 'The window of Lanyard cannot be shown',
    detail: expect.stringContaining(`clients reach it at ${url.replace('/healthz', '')}`),
    buttons: ['Try again', 'Quit Lanyard'],
  });
  expect((await fetch(url)).status).toBe(200);

  await app.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.answer(0));
  await expect.poll(() => app.evaluate(titleOfPage)).toBe('Overview · Lanyard');
});

test('a GPU process that dies eight times ends neither the app nor its server', async ({ launch }) => {
  const { app, api } = await launch({ args: ['--disable-gpu'] });
  const url = `${await api()}/healthz`;
  const gpu = () =>
    app.evaluate(({ app: { getAppMetrics } }) => getAppMetrics().find(({ type }) => type === 'GPU')?.pid);
  for (let round = 0; round < 8; round += 1) {
    const pid = await waitFor(gpu);
    process.kill(pid, 'SIGKILL');
    await expect.poll(gpu).not.toBe(pid);
    expect((await fetch(url)).status).toBe(200);
  }
  await expect.poll(() => app.evaluate(titleOfPage)).toBe('Overview · Lanyard');
});

test('a GPU process that goes on dying has the app start again in order, drawing without it', async ({
  desktop: { app, api },
}) => {
  await api();
  await app.evaluate(({ app: electron }) => {
    const seen: object[] = [];
    const { relaunch, quit } = electron;
    const restore = () => Object.assign(electron, { relaunch, quit });
    Object.assign(globalThis, { seen, restore });
    // The new app would be nobody's child, and this one would be gone.
    Object.assign(electron, {
      relaunch: (options: object) => seen.push(options),
      quit: () => seen.push({ quit: true }),
    });
  });
  const gpu = () =>
    app.evaluate(({ app: { getAppMetrics } }) => getAppMetrics().find(({ type }) => type === 'GPU')?.pid);
  for (let round = 0; round < 3; round += 1) {
    const pid = await waitFor(gpu);
    process.kill(pid, 'SIGKILL');
    await expect.poll(gpu).not.toBe(pid);
  }
  const seen = () => app.evaluate(() => (globalThis as unknown as { seen: object[] }).seen);
  await expect.poll(async () => (await seen()).length).toBe(2);
  const [relaunched, quit] = await seen();
  expect((relaunched as { args: string[] }).args).toEqual(
    expect.arrayContaining(['--no-sandbox', '--port=0', '--disable-gpu', expect.stringMatching(/^--data=/)]),
  );
  expect(quit).toEqual({ quit: true });
  await app.evaluate(() => (globalThis as unknown as { restore: () => void }).restore());
});

type Windows = { BrowserWindow: typeof BrowserWindow };

/** What the page calls itself, asked of the window. */
const titleOfPage = async ({ BrowserWindow }: Windows): Promise<string> => {
  const { webContents } = BrowserWindow.getAllWindows()[0]!;
  if (webContents.isCrashed() || webContents.isLoading()) return '';
  return (await webContents.mainFrame.executeJavaScript('document.title')) as string;
};

async function waitFor<T>(find: () => Promise<T | undefined>): Promise<T> {
  let found: T | undefined;
  await expect.poll(async () => (found = await find())).toBeDefined();
  return found!;
}
