import { expect, open, test } from './fixtures.ts';

test('a release is rolled out to some, withdrawn with a reason, and restored', async ({ page, lanyard }) => {
  const product = await lanyard.call('products.create', { name: 'Atlas' });
  await lanyard.publish('bytes', { fileName: 'a.zip', product: 'Atlas', version: '1.0.0' });
  const shown = async () => (await lanyard.call('releases.list', { product: 'Atlas' }))[0];
  await open(page, `/products/${product.id}`);
  const row = page.getByRole('row', { name: /1\.0\.0/ });
  const choose = async (name: string) => {
    await page.getByRole('button', { name: 'Actions for 1.0.0' }).click();
    await page.getByRole('menuitem', { name }).click();
  };

  await choose('Edit');
  const edit = page.getByRole('dialog', { name: 'Edit 1.0.0' });
  await edit.getByRole('textbox', { name: 'Rollout' }).fill('25');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(row.getByText('25 %')).toBeVisible();
  expect(await shown()).toMatchObject({ rolloutPercent: 25, latest: true });

  await choose('Withdraw');
  const withdraw = page.getByRole('dialog', { name: 'Withdraw 1.0.0' });
  await withdraw.getByRole('textbox', { name: 'Reason' }).fill('It loses settings');
  await withdraw.getByRole('button', { name: 'Withdraw' }).click();
  await expect(row.getByText('Withdrawn')).toBeVisible();
  await expect(row.getByText('Latest')).toHaveCount(0);
  await row.getByRole('button', { name: /^1\.0\.0/ }).click();
  await expect(page.getByText(/: It loses settings$/)).toBeVisible();
  expect(await shown()).toMatchObject({ withdrawnReason: 'It loses settings', latest: false });

  await choose('Restore');
  await expect(row.getByText('Published')).toBeVisible();
  await expect(row.getByText('Latest')).toBeVisible();
  expect(await shown()).toMatchObject({ withdrawnAt: null, latest: true });
});
