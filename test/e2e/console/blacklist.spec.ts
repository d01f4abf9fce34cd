import type { Page } from 'playwright/test';
import { expect, open, test } from './fixtures.ts';

const entries = (page: Page) => page.getByRole('table', { name: 'Blacklist' }).locator('tbody tr');
const dialog = (page: Page) => page.getByRole('dialog', { name: 'New blacklist entry' });

test('an address, a country and a device are put on the blacklist', async ({ page, lanyard }) => {
  await open(page, '/blacklist');
  await expect(page.getByText('Nobody is on the blacklist')).toBeVisible();
  await page.getByRole('button', { name: 'New entry' }).click();
  const value = dialog(page).getByRole('textbox', { name: 'Address or range' });
  await expect(value).toBeFocused();
  await dialog(page).getByRole('button', { name: 'Add' }).click();
  await expect(dialog(page).getByText('Must not be empty.')).toBeVisible();
  await value.fill('localhost');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByText(/^The value must be an IPv4 or IPv6 address/)).toBeVisible();
  await value.fill(' 203.0.113.9/24 ');
  await page.keyboard.press('Enter');
  await expect(entries(page)).toContainText(['203.0.113.0/24']);

  await expect(dialog(page)).toHaveCount(0);
  await page.keyboard.press('n');
  await dialog(page).getByText('Country', { exact: true }).first().click();
  await dialog(page).getByRole('combobox', { name: 'Country' }).fill('Antarc');
  await page.getByRole('option', { name: 'Antarctica (ATA)' }).click();
  await dialog(page).getByRole('button', { name: 'Add' }).click();
  await expect(entries(page)).toContainText(['Antarctica (ATA)', '203.0.113.0/24']);

  await expect(dialog(page)).toHaveCount(0);
  await page.keyboard.press('n');
  await dialog(page).getByText('Device', { exact: true }).click();
  await dialog(page).getByRole('textbox', { name: 'Hardware identifier' }).fill('stolen-laptop-0001');
  await page.keyboard.press('Enter');
  await expect(entries(page)).toContainText(['stolen-laptop-0001', 'Antarctica (ATA)', '203.0.113.0/24']);
  await expect(page.getByText('3 entries')).toBeVisible();

  await expect(dialog(page)).toHaveCount(0);
  await page.keyboard.press('n');
  await dialog(page).getByRole('textbox', { name: 'Address or range' }).fill('203.0.113.0/24');
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByText('The blacklist holds 203.0.113.0/24 already.')).toBeVisible();
  expect((await lanyard.call('blacklist.list', {})).total).toBe(3);
});

test('an entry is found by a part of its value and by its kind', async ({ page, lanyard }) => {
  for (const value of ['203.0.113.7', '198.51.100.0/24'])
    await lanyard.call('blacklist.add', { type: 'IP_ADDRESS', value });
  await lanyard.call('blacklist.add', { type: 'HARDWARE_IDENTIFIER', value: 'device-203' });
  await open(page, '/blacklist');
  await expect(entries(page)).toHaveCount(3);
  await page.getByRole('textbox', { name: 'Search by value' }).fill('203');
  await expect(entries(page)).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Kind' }).click();
  await page.getByRole('option', { name: 'Device' }).click();
  await expect(entries(page)).toContainText(['device-203']);
  await page.getByRole('textbox', { name: 'Search by value' }).fill('nothing');
  await expect(page.getByText('Nothing matches')).toBeVisible();
});

test('hits are counted on the page while clients are refused', async ({ page, lanyard }) => {
  const { call, api } = lanyard;
  const { id: vendorId } = await call('vendor.show', {});
  const { key } = await call('licenses.create', {});
  await call('blacklist.add', { type: 'HARDWARE_IDENTIFIER', value: 'stolen-laptop-0001' });
  await open(page, '/blacklist');
  await expect(entries(page)).toContainText(['never']);
  for (let count = 0; count < 3; count += 1) {
    const response = await fetch(`${api}/api/v1/client/teams/${vendorId}/verification/heartbeat`, {
      method: 'POST',
      body: JSON.stringify({ licenseKey: key, hardwareIdentifier: 'stolen-laptop-0001' }),
    });
    expect(response.status).toBe(403);
  }
  await expect(entries(page).getByRole('cell', { name: '3', exact: true })).toBeVisible();
});

test('a removal can be taken back, and is carried out otherwise', async ({ page, lanyard }) => {
  const count = async () => (await lanyard.call('blacklist.list', {})).total;
  for (const value of ['203.0.113.7', '203.0.113.8'])
    await lanyard.call('blacklist.add', { type: 'IP_ADDRESS', value });
  await open(page, '/blacklist');
  await page.getByRole('button', { name: 'Remove 203.0.113.7' }).click();
  await expect(entries(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(entries(page)).toHaveCount(2);
  expect(await count()).toBe(2);
  await page.getByRole('button', { name: 'Remove 203.0.113.8' }).dblclick();
  await expect(page.getByText('1 entry')).toBeVisible();
  await expect(page.getByText('203.0.113.8 removed')).toBeVisible();
  await expect.poll(count).toBe(1);
  await expect(entries(page)).toContainText(['203.0.113.7']);
});
