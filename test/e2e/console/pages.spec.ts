import type { Page } from 'playwright/test';
import { expect, open, sizes, test } from './fixtures.ts';
import { openShop } from './shop.ts';
import { violationsOf } from './violations.ts';

/** Looks at a page in both colours and both sizes, for whatever axe or a ruler can find. */
async function inspect(
  page: Page,
  path: string,
  prepare: (page: Page) => Promise<void> = async () => undefined,
) {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const size of sizes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(size);
      await open(page, '/nowhere');
      await open(page, path);
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
      await prepare(page);
      const where = `${path} ${colorScheme} ${size.width}×${size.height}`;
      found.push(...(await violationsOf(page, where)));
      if (await page.evaluate(scrollsSideways)) found.push(`${where}: scrolls sideways`);
    }
  }
  expect(found).toEqual([]);
}

function scrollsSideways(): boolean {
  const content = document.querySelector('#content')!;
  return [document.documentElement, content].some((element) => element.scrollWidth > element.clientWidth);
}

test('every page of an empty folder is fit for everyone, light and dark, large and small', async ({
  page,
}) => {
  test.setTimeout(180_000);
  for (const path of [
    '/',
    '/products',
    '/licenses',
    '/downloads',
    '/connect',
    '/blacklist',
    '/customers',
    '/api-keys',
    '/nowhere',
    '/products/none',
  ])
    await inspect(page, path);
});

test('every page of a folder in use is fit for everyone, light and dark, large and small', async ({
  page,
  lanyard,
}) => {
  test.setTimeout(240_000);
  const { atlas, license } = await openShop(lanyard);
  await lanyard.call('apiKeys.create', { name: 'Build server', scopes: ['release:read', 'release:write'] });
  const used = [
    '/',
    '/products',
    '/licenses',
    '/downloads',
    '/connect',
    '/blacklist',
    '/customers',
    '/api-keys',
  ];
  for (const path of used) await inspect(page, path);
  await inspect(page, `/products/${atlas.id}`, async () => {
    await page.getByRole('button', { name: /^2\.1\.0/ }).click();
    await expect(page.getByText('Download addresses')).toBeVisible();
  });
  await inspect(page, `/licenses/${license.id}`, async () => {
    await expect(page.getByText('Build server')).toBeVisible();
  });
});

test('every dialog is fit for everyone, light and dark, large and small', async ({ page, lanyard }) => {
  test.setTimeout(240_000);
  const { atlas } = await openShop(lanyard);
  const dialog = (name: string) => expect(page.getByRole('dialog', { name })).toBeVisible();
  const close = async () => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  const cases: [path: string, name: string, show: () => Promise<void>][] = [
    ['/', 'Keyboard shortcuts', () => page.keyboard.press('?')],
    ['/products', 'New product', () => page.keyboard.press('n')],
    ['/licenses', 'New licences', () => page.keyboard.press('n')],
    ['/blacklist', 'New blacklist entry', () => page.keyboard.press('n')],
    ['/customers', 'New customer', () => page.keyboard.press('n')],
    ['/api-keys', 'New API key', () => page.keyboard.press('n')],
    ['/downloads', 'Download', () => page.getByRole('row').nth(1).click()],
    [`/products/${atlas.id}`, 'New branch', () => page.getByRole('button', { name: 'New branch' }).click()],
  ];
  for (const [path, name, show] of cases)
    await inspect(page, path, async () => {
      await close();
      await show();
      await dialog(name);
    });
});

test('the dialog that edits a licence is fit for everyone, light and dark, large and small', async ({
  page,
  lanyard,
}) => {
  test.setTimeout(120_000);
  const { license } = await openShop(lanyard);
  await inspect(page, `/licenses/${license.id}`, async () => {
    await page.getByRole('button', { name: 'Edit' }).click();
    const dialog = page.getByRole('dialog', { name: 'Edit licence' });
    await dialog.getByText('After some days').click();
    await expect(dialog.getByRole('textbox', { name: 'Days' })).toBeVisible();
  });
});

test('the title of the window names the page', async ({ page }) => {
  await expect(page).toHaveTitle('Overview · Lanyard');
  await open(page, '/licenses');
  await expect(page).toHaveTitle('Licences · Lanyard');
});

test('the pages follow the colours of the system until someone chooses', async ({ page }) => {
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
  await expect.poll(scheme).toBe('light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(scheme).toBe('dark');
  await page.getByRole('radiogroup', { name: 'Colours' }).getByText('Light').click({ force: true });
  await expect.poll(scheme).toBe('light');
  await page.reload();
  await expect.poll(scheme).toBe('light');
});

test('a page that fails says so and leaves the others working', async ({ page, mayComplain }) => {
  mayComplain(/object null/);
  await page.routeWebSocket(/\/contract$/, (route) => {
    const server = route.connectToServer();
    const spoilt = new Set<number>();
    route.onMessage((message) => {
      const call = JSON.parse(String(message)) as { id: number; channel?: string };
      if (call.channel === 'products.list') spoilt.add(call.id);
      server.send(message);
    });
    server.onMessage((message) => {
      const answer = JSON.parse(String(message)) as { id: number };
      const reply = { ok: true, value: [null] };
      route.send(spoilt.has(answer.id) ? JSON.stringify({ id: answer.id, reply }) : message);
    });
  });
  await page.goto(`${page.url().split('#')[0]}#/licenses`);
  await page.reload();
  await page.getByRole('link', { name: 'Products' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'This page failed' })).toBeVisible();
  await page.getByRole('link', { name: 'Licences' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Licences' })).toBeVisible();
});
