import { readFileSync } from 'node:fs';
import { expect, open, test } from './fixtures.ts';
import { openShop } from './shop.ts';

test('a licence is found by its key, by a group of it, and narrowed down', async ({ page, lanyard }) => {
  const { license, atlas } = await openShop(lanyard);
  await open(page, '/licenses');
  const found = page.getByRole('table', { name: 'Licences' }).getByRole('link');
  await expect(found).toHaveCount(50);
  await expect(page.getByText('62 licences')).toBeVisible();
  const search = page.getByRole('textbox', { name: 'Search by key' });
  for (const term of [license.key, license.key.slice(0, 5), license.key.slice(-5).toLowerCase()]) {
    await search.fill(term);
    await expect(found).toHaveText([license.keyHint]);
  }
  expect(page.url()).not.toContain(license.key.slice(6, 11));
  await search.fill('NOPE');
  await expect(page.getByText('Nothing matches')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Suspended' }).click();
  await expect(page.getByText('1 licence', { exact: true })).toBeVisible();
  await open(page, `/licenses?product=${atlas.id}`);
  await expect(page.getByText('2 licences')).toBeVisible();
  await open(page, '/licenses');
  await page.getByRole('button', { name: 'Page 2' }).click();
  await expect(found).toHaveCount(12);
  await open(page, '/licenses?page=9');
  await expect(page).toHaveURL(/page=2$/);
  await expect(found).toHaveCount(12);
});

test('the key is hidden until someone asks, and copied whole', async ({ page, lanyard }) => {
  const { license } = await openShop(lanyard);
  await open(page, `/licenses/${license.id}`);
  const shown = page.getByTestId('license-key');
  await expect(shown).toHaveText(/^[A-Z0-9]{5}-•{5}-•{5}-•{5}-[A-Z0-9]{5}$/);
  expect(await page.content()).not.toContain(license.key);
  await page.getByRole('button', { name: 'Copy the key' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(license.key);
  await page.getByRole('button', { name: 'Show the key' }).click();
  await expect(shown).toHaveText(license.key);
});

test('a device gives its seat back', async ({ page, lanyard }) => {
  const { license } = await openShop(lanyard);
  await open(page, `/licenses/${license.id}`);
  await expect(page.getByText('1 of 3 taken')).toBeVisible();
  await page.getByRole('button', { name: 'Forget Build server' }).click();
  await expect(page.getByText('0 of 3 taken')).toBeVisible();
  await expect(page.getByText(/forgotten just now/)).toBeVisible();
  await page.getByRole('button', { name: 'Remember Build server' }).click();
  await expect(page.getByText('1 of 3 taken')).toBeVisible();
});

test('an address gives its place back', async ({ page, lanyard }) => {
  const { license } = await openShop(lanyard);
  const { vendorId } = await lanyard.call('server.status', {});
  const verify = `${lanyard.api}/api/v1/client/teams/${vendorId}/verification/verify`;
  await fetch(verify, { method: 'POST', body: JSON.stringify({ licenseKey: license.key }) });
  await open(page, `/licenses/${license.id}`);
  await page.getByRole('button', { name: 'Forget 127.0.0.1' }).click();
  await expect(page.getByText('No address counts.')).toBeVisible();
  await page.getByRole('button', { name: 'Remember 127.0.0.1' }).click();
  await expect(page.getByRole('button', { name: 'Forget 127.0.0.1' })).toBeVisible();
});

test('a licence is edited in the form it was issued with', async ({ page, lanyard }) => {
  const { license, atlas } = await openShop(lanyard);
  await open(page, `/licenses/${license.id}`);
  const drawer = page.getByRole('dialog').first();
  await drawer.getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit licence' });
  await expect(dialog.getByText(atlas.name)).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Seats' }).fill('9');
  await dialog.getByRole('button', { name: 'Add metadata' }).click();
  await dialog.getByRole('textbox', { name: 'Key 1' }).fill('tier');
  await dialog.getByText('On a date').click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('A pair needs a key and a value.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Value 1' }).fill('gold');
  await expect(dialog.getByText('Choose the date.')).toBeVisible();
  await dialog.getByLabel('Last day').fill('2099-12-31');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(drawer.getByText('1 of 9 taken')).toBeVisible();
  expect(await lanyard.call('licenses.show', { license: license.id })).toMatchObject({
    ...{ key: license.key, seats: 9, expirationType: 'DATE' },
    expirationDate: '2099-12-31T22:59:59.999Z',
    metadata: [{ key: 'tier', value: 'gold', locked: false }],
  });
});

test('a licence is suspended, resumed, and revoked after a question', async ({ page, lanyard }) => {
  const { license, download } = await openShop(lanyard);
  await open(page, `/licenses/${license.id}`);
  const drawer = page.getByRole('dialog').first();
  await drawer.getByRole('button', { name: 'Suspend' }).click();
  await expect(drawer.getByText('Suspended')).toBeVisible();
  expect(await download(license.key)).toBe(403);
  await expect(drawer.getByText('The licence is suspended.')).toBeVisible();
  await drawer.getByRole('button', { name: 'Resume' }).click();
  await expect(drawer.getByText('Active')).toBeVisible();
  expect(await download(license.key)).toBe(200);
  await drawer.getByRole('button', { name: 'Revoke' }).click();
  const question = page.getByRole('dialog', { name: 'Revoke the licence?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toHaveCount(0);
  await drawer.getByRole('button', { name: 'Revoke' }).click();
  await question.getByRole('button', { name: 'Revoke' }).click();
  await expect(drawer.getByText('Revoked')).toBeVisible();
  await expect(drawer.getByRole('button', { name: 'Suspend' })).toHaveCount(0);
});

test('a deletion can be taken back', async ({ page, lanyard }) => {
  const { license } = await openShop(lanyard);
  await open(page, '/licenses');
  const row = page.getByRole('link', { name: license.keyHint });
  const search = page.getByRole('textbox', { name: 'Search by key' });
  await search.fill(license.key);
  for (const undo of [
    () => page.getByRole('button', { name: 'Undo' }).click(),
    async () => {
      await page.locator('#content').focus();
      await page.keyboard.press('Control+z');
    },
  ]) {
    await row.click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await expect(row).toHaveCount(0);
    await undo();
    await expect(row).toBeVisible();
    await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  }
  expect((await lanyard.call('licenses.show', { license: license.id })).id).toBe(license.id);
});

test('a deletion that nobody takes back is carried out', async ({ page, lanyard }) => {
  const { license } = await openShop(lanyard);
  await open(page, `/licenses/${license.id}`);
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await expect.poll(() => gone(lanyard, license.id)).toBe(true);
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await expect(page.getByText('61 licences')).toBeVisible();
});

test('going back to a licence that was deleted says so', async ({ page, lanyard }) => {
  const { license } = await openShop(lanyard);
  await open(page, '/licenses');
  await page.evaluate((hash) => (location.hash = hash), `/licenses/${license.id}`);
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('61 licences')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('dialog').getByText('There is no such licence')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Suspend' })).toHaveCount(0);
});

test('a deletion is carried out when the page is left', async ({ page, lanyard }) => {
  const { license } = await openShop(lanyard);
  await open(page, `/licenses/${license.id}`);
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  await page.goto('about:blank');
  await expect.poll(() => gone(lanyard, license.id)).toBe(true);
});

test('many licences are issued at once, to copy or to save', async ({ page, lanyard }) => {
  const product = await lanyard.call('products.create', { name: 'Atlas' });
  await open(page, `/licenses?new&product=${product.id}`);
  const dialog = page.getByRole('dialog', { name: 'New licences' });
  await dialog.getByRole('button', { name: 'New customer' }).click();
  const customer = page.getByRole('dialog', { name: 'New customer' });
  await customer.getByRole('textbox', { name: 'Name', exact: true }).fill('=Ada "the first"');
  await customer.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByText('=Ada "the first"')).toBeVisible();
  await dialog.getByText('After some days').click();
  await dialog.getByRole('textbox', { name: 'Days' }).fill('30');
  await dialog.getByRole('textbox', { name: 'Seats' }).fill('2');
  await dialog.getByRole('textbox', { name: 'How many' }).fill('120');
  await dialog.getByRole('button', { name: 'Issue 120 licences' }).click();
  await expect(dialog.getByText('120 licences issued.')).toBeVisible();
  const keys = await dialog.getByRole('list', { name: 'Keys' }).locator('code').allInnerTexts();
  expect(new Set(keys).size).toBe(120);
  await dialog.getByRole('button', { name: /^Copy all/ }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(keys.join('\n'));
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save as CSV' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('licences.csv');
  const lines = readFileSync(await saved.path(), 'utf8').split('\r\n');
  expect(lines[1]).toMatch(new RegExp(`^${keys[0]},Atlas,"'=Ada ""the first""",,30,2,,`));
  expect(lines).toHaveLength(122);
  expect(await lanyard.call('licenses.list', { product: product.id, limit: 1 })).toMatchObject({
    total: 120,
    rows: [
      {
        seats: 2,
        expirationDays: 30,
        expirationStart: 'ACTIVATION',
        customers: [{ name: '=Ada "the first"' }],
      },
    ],
  });
});

async function gone(
  { call }: { call: (channel: 'licenses.show', input: { license: string }) => Promise<unknown> },
  id: string,
) {
  return call('licenses.show', { license: id }).then(
    () => false,
    () => true,
  );
}
