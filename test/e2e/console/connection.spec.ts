import type { Page, WebSocketRoute } from 'playwright/test';
import { startConsoleProgram } from '../../support/console.ts';
import { expect, open, test } from './fixtures.ts';

/** Puts itself between the page and the server. @returns a function that cuts every connection there is */
async function stand(page: Page): Promise<() => Promise<void>> {
  const routes = new Set<WebSocketRoute>();
  await page.routeWebSocket(/\/contract$/, (route) => {
    routes.add(route);
    route.connectToServer();
  });
  await page.reload();
  await expect(page.getByText('Serving')).toBeVisible();
  return async () => {
    for (const route of routes) await route.close({ code: 1001 });
    routes.clear();
  };
}

test('a lost connection is said, and what changed meanwhile is shown when it is back', async ({
  page,
  lanyard,
}) => {
  const cut = await stand(page);
  await open(page, '/products');
  await expect(page.getByText('No products yet')).toBeVisible();
  await cut();
  await expect(page.getByRole('alert')).toContainText('Reconnecting…');
  await lanyard.call('products.create', { name: 'Atlas' });
  await expect(page.getByRole('link', { name: 'Atlas' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('what is tried without a connection fails in words, and can be tried again', async ({
  page,
  lanyard,
}) => {
  const cut = await stand(page);
  await open(page, '/products');
  await page.getByRole('button', { name: 'New product' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Atlas');
  await cut();
  await page.getByRole('button', { name: 'Create' }).click();
  const dialog = page.getByRole('dialog', { name: 'New product' });
  await expect(dialog.getByRole('alert')).toContainText('The connection to the server was lost');
  await expect(page.getByText('Reconnecting…')).toHaveCount(0);
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Atlas' })).toBeVisible();
  expect(await lanyard.call('products.list', {})).toHaveLength(1);
});

test('rows of the log that happened without a connection are there when it is back', async ({
  page,
  lanyard,
}) => {
  const cut = await stand(page);
  await open(page, '/downloads');
  await expect(page.getByText('No downloads yet')).toBeVisible();
  await cut();
  const api = `${lanyard.api}/v3/00000000-0000-4000-8000-000000000000?key=AAAAA-BBBBB-CCCCC-DDDDD-EEEEE`;
  await (await fetch(api)).text();
  await expect(page.getByText('No licence has this key.')).toBeVisible();
});

test('a server that restarted asks for a new login, and says how', async ({
  page,
  lanyard,
  folder,
  mayComplain,
}) => {
  mayComplain(/WebSocket|ERR_|401/);
  const { port } = new URL(lanyard.link);
  await open(page, '/products');
  await lanyard.stop();
  await expect(page.getByRole('alert')).toContainText('Reconnecting…');
  const again = await startConsoleProgram(folder, ['--console-port', port]);
  try {
    await expect(page.getByRole('alert')).toContainText('lanyard console token');
    await page.goto(again.link);
    await expect(page.getByText('Serving')).toBeVisible();
    await expect(page.getByRole('alert')).toHaveCount(0);
  } finally {
    await again.stop();
  }
});

test('a change made elsewhere is shown at once', async ({ page, lanyard }) => {
  await open(page, '/products');
  await expect(page.getByText('No products yet')).toBeVisible();
  const { id } = await lanyard.call('products.create', { name: 'Atlas' });
  await page.getByRole('link', { name: 'Atlas' }).click();
  await lanyard.publish('bytes', { fileName: 'a-1.0.zip', product: id, version: '1.0' });
  await expect(page.getByRole('button', { name: /^1\.0/ })).toBeVisible();
  await lanyard.call('products.update', { product: id, name: 'Atlas Maps' });
  await expect(page.getByRole('heading', { level: 1, name: 'Atlas Maps' })).toBeVisible();
});

test('what cannot be read says so, and can be tried again', async ({ page }) => {
  await open(page, '/downloads?product=nonsense');
  await expect(page.getByRole('alert')).toContainText('The downloads could not be read');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
});

test('a licence that does not exist says so', async ({ page }) => {
  await open(page, '/licenses/00000000-0000-4000-8000-000000000000');
  await expect(page.getByRole('dialog').getByText('There is no such licence')).toBeVisible();
});

test('whoever logs out needs a new link', async ({ page, mayComplain }) => {
  mayComplain(/401/);
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByRole('heading', { name: 'Lanyard console' })).toBeVisible();
  await page.reload();
  await expect(page.getByText('lanyard console token')).toBeVisible();
});
