import { expect, open, test } from './fixtures.ts';

test('the bandwidth of downloads is capped and set free again', async ({ page, lanyard }) => {
  const caps = async () => [
    (await lanyard.call('settings.get', { key: 'bandwidthPerClient' })).value,
    (await lanyard.call('settings.get', { key: 'bandwidthTotal' })).value,
  ];
  await open(page, '/downloads');
  const dialog = page.getByRole('dialog', { name: 'Bandwidth of downloads' });
  await page.getByRole('button', { name: 'Bandwidth' }).click();
  await dialog.getByRole('textbox', { name: 'For each client' }).fill('0.5');
  await dialog.getByRole('textbox', { name: 'In all' }).fill('12');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  expect(await caps()).toEqual([512 * 1024, 12 * 1024 ** 2]);

  await page.getByRole('button', { name: 'Bandwidth' }).click();
  await expect(dialog.getByRole('textbox', { name: 'For each client' })).toHaveValue('0.5 MiB/s');
  await dialog.getByRole('textbox', { name: 'For each client' }).fill('');
  await dialog.getByRole('textbox', { name: 'In all' }).fill('');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  expect(await caps()).toEqual([null, null]);
});
