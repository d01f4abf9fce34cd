import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './fixtures.ts';

const refusal = /Content Security Policy|net::ERR_|Not allowed to (?:load|navigate)/;

test('the page has no Node, no Electron and nothing of the preload', async ({ desktop: { page } }) => {
  expect(
    await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', 'listeners'].filter(
        (name) => name in globalThis,
      ),
    ),
  ).toEqual([]);
});

test('the policy of the page comes with it and blocks scripts from text', async ({ desktop }) => {
  desktop.mayComplain(refusal);
  const { page } = desktop;
  const blocked = await page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve)); // Playwright's own calls are exempt from the policy
    const attempts: Record<string, () => unknown> = {
      // eslint-disable-next-line no-eval
      eval: () => (0, eval)('1'),
      // eslint-disable-next-line typescript/no-implied-eval
      Function: () => new Function('return 1')(),
    };
    return Object.entries(attempts).map(([name, attempt]) => {
      try {
        attempt();
        return `${name} ran`;
      } catch (error) {
        return (error as Error).name;
      }
    });
  });
  expect(blocked).toEqual(['EvalError', 'EvalError']);
});

test('an inline script does not run', async ({ desktop }) => {
  desktop.mayComplain(refusal);
  const ran = await desktop.page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'globalThis.ran = true';
    document.body.append(script);
    await new Promise(requestAnimationFrame);
    return 'ran' in globalThis;
  });
  expect(ran).toBe(false);
});

test('the page cannot speak to the network, not even to the own server', async ({ desktop }) => {
  desktop.mayComplain(refusal);
  const address = await desktop.api();
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.url!);
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const other = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const outcome = await desktop.page.evaluate(
    async ([own, elsewhere]) => {
      const image = new Image();
      const failed = new Promise((resolve) => {
        image.addEventListener('error', () => resolve('image failed'));
        image.addEventListener('load', () => resolve('image loaded'));
      });
      image.src = `${elsewhere}/image.png`;
      const tried = [`${own}/healthz`, `${elsewhere}/fetch`].map((url) =>
        fetch(url, { mode: 'no-cors' }).then(
          () => 'fetched',
          () => 'fetch failed',
        ),
      );
      navigator.sendBeacon(`${elsewhere}/beacon`, 'x');
      return Promise.all([...tried, failed]);
    },
    [address, other],
  );
  server.close();
  expect(outcome).toEqual(['fetch failed', 'fetch failed', 'image failed']);
  expect(heard).toEqual([]);
});

test('no other window, webview or frame comes up', async ({ desktop }) => {
  desktop.mayComplain(refusal);
  const { app, page } = desktop;
  const opened = await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), {
      href: 'https://example.invalid/',
      target: '_blank',
    });
    document.body.append(link);
    link.click();
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://example.invalid/');
    const frame = Object.assign(document.createElement('iframe'), { src: 'app://manager/' });
    document.body.append(view, frame);
    return ['https://example.invalid/', 'app://manager/', 'about:blank'].map((url) => window.open(url));
  });
  expect(opened).toEqual([null, null, null]);
  await page.evaluate(() => window.lanyard.invoke('desktop.status', {})); // by now Electron has heard of all of them
  expect(app.windows()).toHaveLength(1);
  expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  const bridges = await Promise.all(
    page
      .frames()
      .slice(1)
      .map((frame) => frame.evaluate(() => 'lanyard' in globalThis).catch(() => false)),
  );
  expect(bridges).not.toContain(true);
});

for (const url of [
  'https://example.invalid/?next=app://manager/',
  'app://manager.evil/',
  'file:///etc/passwd',
  'data:text/html,<script>1</script>',
]) {
  test(`the window does not go to ${url}`, async ({ desktop }) => {
    desktop.mayComplain(refusal);
    const { app, page } = desktop;
    const before = page.url();
    await app.evaluate(({ BrowserWindow }) => {
      const attempts: boolean[] = [];
      Object.assign(globalThis, { attempts });
      // After the app's own listener, so that its verdict is known.
      BrowserWindow.getAllWindows()[0]!.webContents.on('will-frame-navigate', (event) =>
        attempts.push(event.defaultPrevented),
      );
    });
    await page.evaluate((target) => {
      const link = Object.assign(document.createElement('a'), { href: target });
      document.body.append(link);
      link.click();
    }, url);
    const attempts = () => app.evaluate(() => (globalThis as unknown as { attempts: boolean[] }).attempts);
    const refusedByChromium = async () =>
      (await page.consoleMessages()).filter((message) => refusal.test(message.text()));
    await expect.poll(async () => [...(await attempts()), ...(await refusedByChromium())].length).toBe(1);
    expect(await attempts()).not.toContain(false);
    expect(await page.evaluate(() => location.href)).toBe(before);
  });
}

test('permissions are denied', async ({ desktop: { page } }) => {
  const states = await page.evaluate(async () => [
    Notification.permission,
    ...(await Promise.all(
      ['geolocation', 'camera', 'microphone', 'notifications'].map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    )),
  ]);
  expect(states).not.toContain('granted');
  const asked = await page.evaluate(() => Notification.requestPermission());
  expect(asked).toBe('denied');
});

test('what a copy button writes reaches the clipboard', async ({ desktop: { app, page } }) => {
  await page.evaluate(() => {
    const button = Object.assign(document.createElement('button'), { textContent: 'Copy it' });
    button.style.cssText = 'position: fixed; inset: 0; z-index: 9999';
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText('a licence key').then(
        () => (button.textContent = 'Copied'),
        (error: Error) => (button.textContent = error.message),
      );
    });
    document.body.append(button);
  });
  await page.getByText('Copy it').click();
  await expect(page.getByText('Copied')).toBeVisible();
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('a licence key');
});

test('calls outside the contract are refused', async ({ desktop: { page, until } }) => {
  await until('running');
  const codes = await page.evaluate(async () => {
    const invoke = window.lanyard.invoke as (channel: unknown, input: unknown) => Promise<unknown>;
    const calls: [unknown, unknown][] = [
      ['nope', {}],
      ['__proto__', {}],
      ['toString', {}],
      ['constructor', {}],
      [42, {}],
      [null, {}],
      [{ channel: 'server.status' }, {}],
      ['server.status', { more: true }],
      ['desktop.status', null],
      ['desktop.listen', { lan: 'yes', port: 1e9 }],
      ['desktop.openLink', { url: 7 }],
    ];
    const replies = await Promise.all(calls.map(([channel, input]) => invoke(channel, input)));
    return replies.map((reply) => (reply as { ok: false; error: { code: string } }).error.code);
  });
  expect(codes).toEqual([
    ...Array<string>(7).fill('unknown_channel'),
    ...Array<string>(4).fill('invalid_input'),
  ]);
});

test('only links of the own list are opened in the browser', async ({ desktop: { app, page } }) => {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { opened });
    shell.openExternal = async (url) => void opened.push(url);
  });
  const urls = [
    'https://support.apple.com/firewall',
    'http://support.apple.com/',
    'https://support.apple.com.evil.example/',
    'https://user@support.apple.com/',
    'https://evil.example/?u=https://support.apple.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '',
  ];
  const opened = await page.evaluate(
    (tried) =>
      Promise.all(
        tried.map(async (url) => {
          const reply = await window.lanyard.invoke('desktop.openLink', { url });
          return reply.ok && reply.value.opened;
        }),
      ),
    urls,
  );
  expect(opened).toEqual([true, ...Array<boolean>(7).fill(false)]);
  expect(await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([urls[0]]);
});
