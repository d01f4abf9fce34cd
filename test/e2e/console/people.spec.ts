import { expect, open, test } from './fixtures.ts';
import { openShop } from './shop.ts';

test('a customer is created, found, edited, and deleted with a way back', async ({ page, lanyard }) => {
  await openShop(lanyard);
  await open(page, '/customers');
  const table = page.getByRole('table', { name: 'Customers' });
  await expect(table.getByRole('row', { name: /Ada Lovelace/ })).toContainText('ada@example.com');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New customer' });
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByRole('alert')).toContainText('needs a name, a user name or an e-mail address');
  await dialog.getByLabel('User name').fill('grace');
  await dialog.getByRole('button', { name: 'Address and more' }).click();
  await dialog.getByLabel('City').fill('Arlington');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('2 customers')).toBeVisible();

  await page.getByRole('textbox', { name: 'Search for a customer' }).fill('GRA');
  await expect(page.getByText('1 customer', { exact: true })).toBeVisible();
  await table.getByRole('button', { name: 'grace', exact: true }).click();
  const editing = page.getByRole('dialog', { name: 'Edit the customer' });
  await expect(editing.getByLabel('City')).toHaveValue('Arlington');
  await editing.getByLabel('Name', { exact: true }).fill('Grace Hopper');
  await editing.getByRole('button', { name: 'Save' }).click();
  await expect(table.getByRole('row', { name: /Grace Hopper/ })).toBeVisible();
  expect(await lanyard.call('customers.show', { customer: 'Grace Hopper' })).toMatchObject({
    username: 'grace',
    postalAddress: { city: 'Arlington', line1: null },
  });

  await page.getByRole('textbox', { name: 'Search for a customer' }).fill('');
  await table.getByRole('button', { name: 'Actions for Ada Lovelace' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(table.getByRole('row', { name: /Ada Lovelace/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(table.getByRole('row', { name: /Ada Lovelace/ })).toBeVisible();
  await table.getByRole('button', { name: 'Actions for Ada Lovelace' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect.poll(async () => (await lanyard.call('customers.search', {})).total).toBe(1);
});

test('what a customer is known by and downloads with: metadata and access tokens', async ({
  page,
  lanyard,
}) => {
  const { ada, release } = await openShop(lanyard);
  await lanyard.call('customers.update', {
    customer: ada.id,
    metadata: [{ key: 'tier', value: 'silver', locked: true }],
  });
  await open(page, '/customers');
  await page.getByRole('button', { name: 'Ada Lovelace', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit the customer' });
  await expect(dialog.getByRole('textbox', { name: 'Key 1' })).toHaveValue('tier');
  await dialog.getByRole('textbox', { name: 'Value 1' }).fill('gold');
  await dialog.getByRole('button', { name: 'Add metadata' }).click();
  await dialog.getByRole('textbox', { name: 'Key 2' }).fill('region');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('A pair needs a key and a value.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Value 2' }).fill('Bern');
  await expect(dialog.getByRole('button', { name: 'Lock pair 1' })).toHaveAttribute('aria-pressed', 'true');
  await dialog.getByRole('button', { name: 'Lock pair 1' }).click();
  await dialog.getByRole('button', { name: 'Lock pair 2' }).press('Enter');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  expect((await lanyard.call('customers.show', { customer: ada.id })).metadata).toEqual([
    { key: 'tier', value: 'gold', locked: false },
    { key: 'region', value: 'Bern', locked: true },
  ]);

  await page.getByRole('button', { name: 'Actions for Ada Lovelace' }).click();
  await page.getByRole('menuitem', { name: 'Access tokens' }).click();
  const tokens = page.getByRole('dialog', { name: 'Access tokens of Ada Lovelace' });
  await tokens.getByLabel('New access token').fill('Portal');
  await tokens.getByRole('button', { name: 'Create' }).evaluate((button: HTMLButtonElement) => {
    button.click(); // a double click before the page has seen the first
    button.click();
  });
  await tokens.getByRole('button', { name: 'Copy the access token' }).click();
  const token = await page.evaluate(() => navigator.clipboard.readText());
  expect(await lanyard.call('customers.listTokens', { customer: ada.id })).toHaveLength(1);
  const download = async () =>
    (await fetch(`${lanyard.api}/v3/${release.file.id}`, { headers: { Authorization: `Bearer ${token}` } }))
      .status;
  expect(await download()).toBe(200);
  await tokens.getByRole('button', { name: 'Revoke Portal' }).click();
  const question = page.getByRole('dialog', { name: 'Revoke the access token?' });
  await question.getByRole('button', { name: 'Revoke' }).click();
  await expect(tokens.getByText('Revoked')).toBeVisible();
  expect(await download()).toBe(401);
  await tokens.press('Escape');
  await expect(tokens).toHaveCount(0);
  expect(await page.content()).not.toContain(token);
});

test('an API key is made with scopes, shown once, and revoked after a question', async ({
  page,
  lanyard,
}) => {
  await open(page, '/api-keys');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New API key' });
  await dialog.getByLabel('Name').fill('Build server');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByText('Choose at least one scope.')).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Publish, change and delete releases' }).check();
  await dialog.getByLabel('Last day').fill('2020-01-31');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByText('The expiry lies in the past.')).toBeVisible();
  await dialog.getByLabel('Last day').fill('2099-01-31');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.getByRole('button', { name: 'Copy the API key' }).click();
  const key = await page.evaluate(() => navigator.clipboard.readText());
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toHaveCount(0);
  expect(await page.content()).not.toContain(key);
  const row = page.getByRole('row', { name: /Build server/ });
  await expect(row).toContainText('release:write');
  await expect(row).toContainText('Valid until');

  const team = `${lanyard.api}/api/v1/dev/teams/${lanyard.vendorId}`;
  const status = async (path: string) =>
    (await fetch(`${team}${path}`, { headers: { Authorization: `Bearer ${key}` } })).status;
  expect(await status('/customers')).toBe(403);
  await row.getByRole('button', { name: 'Revoke Build server' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toContainText('Revoked');
  expect(await status('/customers')).toBe(401);
});

test('a key that may do everything says so', async ({ page, lanyard }) => {
  await lanyard.call('apiKeys.create', { name: 'Owner' });
  await open(page, '/api-keys');
  await expect(page.getByRole('row', { name: /Owner/ })).toContainText('Everything');
});
