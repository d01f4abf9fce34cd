import { dropFiles } from './drop-files.ts';
import { expect, open, sizes, test } from './fixtures.ts';

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

test('the details of a release leave its row as it is in the smallest window', async ({ page, lanyard }) => {
  await page.setViewportSize(sizes[1]);
  const product = await lanyard.call('products.create', { name: 'Atlas' });
  await lanyard.publish('bytes', { fileName: 'a.zip', product: 'Atlas', version: '1.0.0-beta.12' });
  await open(page, `/products/${product.id}`);
  const version = page.getByText('1.0.0-beta.12', { exact: true });
  const before = await version.boundingBox();
  await version.click();
  await expect(page.getByText('Download addresses')).toBeVisible();
  expect((await version.boundingBox())!.width).toBe(before!.width);
});

test('what feeds tell of a release is said before it is published and changed after', async ({
  page,
  lanyard,
}) => {
  const product = await lanyard.call('products.create', { name: 'Atlas' });
  const shown = async () => (await lanyard.call('releases.list', { product: 'Atlas' }))[0];
  await open(page, `/products/${product.id}`);
  await expect(page.getByText('Drop files anywhere on this page, or choose them')).toBeVisible();
  await dropFiles(page, [{ name: 'a-1.0.0.dmg', mimeType: 'application/zip', buffer: Buffer.from('bytes') }]);
  const card = page.getByRole('article', { name: 'a-1.0.0.dmg' });
  await card.getByRole('button', { name: 'Notes, rollout and more' }).click();
  await card.getByRole('button', { name: 'Add metadata' }).click();
  await card.getByRole('textbox', { name: 'Key 1' }).fill('sparkle:minimumSystemVersion');
  await card.getByRole('button', { name: 'Publish' }).click();
  await expect(card.getByText('A pair needs a key and a value.')).toBeVisible();
  await card.getByRole('textbox', { name: 'Value 1' }).fill('13.0');
  await card.getByRole('button', { name: 'Publish' }).click();
  await expect(card.getByText('published as 1.0.0')).toBeVisible();
  const minimum = { key: 'sparkle:minimumSystemVersion', value: '13.0', locked: false };
  expect(await shown()).toMatchObject({ metadata: [minimum] });

  await page.getByRole('button', { name: 'Actions for 1.0.0' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit 1.0.0' });
  await edit.getByRole('textbox', { name: 'Value 1' }).fill('14.0');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit).toHaveCount(0);
  await page.getByRole('button', { name: /^1\.0\.0/ }).click();
  await expect(page.getByText('sparkle:minimumSystemVersion: 14.0')).toBeVisible();
  expect(await shown()).toMatchObject({ metadata: [{ ...minimum, value: '14.0' }] });
});

test('what is typed into the form of a release stays while the release changes, and so does what was not', async ({
  page,
  lanyard,
}) => {
  const product = await lanyard.call('products.create', { name: 'Atlas' });
  const { id } = await lanyard.publish('bytes', { fileName: 'a.zip', product: 'Atlas', version: '1.0.0' });
  await open(page, `/products/${product.id}`);
  await page.getByRole('button', { name: 'Actions for 1.0.0' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit 1.0.0' });
  await edit.getByRole('textbox', { name: 'Name' }).fill('Autumn');
  await lanyard.call('releases.update', { id, notes: 'Fixes', status: 'DEPRECATED' });
  await expect(page.getByRole('row', { name: /1\.0\.0/, includeHidden: true })).toContainText('Deprecated');
  await expect(edit.getByRole('textbox', { name: 'Name' })).toHaveValue('Autumn');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit).toHaveCount(0);
  expect((await lanyard.call('releases.list', { product: 'Atlas' }))[0]).toMatchObject({
    ...{ name: 'Autumn', notes: 'Fixes', status: 'DEPRECATED' },
  });
});

test('what is typed into the form of a product stays while the product changes', async ({
  page,
  lanyard,
}) => {
  const product = await lanyard.call('products.create', { name: 'Atlas' });
  await open(page, `/products/${product.id}`);
  await page.getByRole('button', { name: 'More actions for this product' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit the product' });
  await edit.getByRole('button', { name: 'Add metadata' }).click();
  await edit.getByRole('textbox', { name: 'Key 1' }).fill('tier');
  await edit.getByRole('textbox', { name: 'Value 1' }).fill('gold');
  await lanyard.call('products.update', { product: 'Atlas', name: 'Atlas Maps' });
  await expect(page.getByRole('heading', { level: 1, name: 'Atlas Maps', includeHidden: true })).toHaveCount(
    1,
  );
  await expect(edit.getByRole('textbox', { name: 'Value 1' })).toHaveValue('gold');
  await edit.getByRole('button', { name: 'Save' }).click();
  await expect(edit).toHaveCount(0);
  expect(await lanyard.call('products.show', { product: product.id })).toMatchObject({
    ...{ name: 'Atlas Maps', metadata: [{ key: 'tier', value: 'gold', locked: false }] },
  });
});

test('a branch is renamed, and its releases go with it', async ({ page, lanyard }) => {
  const product = await lanyard.call('products.create', { name: 'Atlas' });
  for (const name of ['beta', 'nightly']) await lanyard.call('branches.create', { product: 'Atlas', name });
  await lanyard.publish('bytes', { fileName: 'a.zip', product: 'Atlas', version: '1.0.0', branch: 'beta' });
  await open(page, `/products/${product.id}?branch=beta`);
  await page.getByRole('button', { name: 'Rename branch' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rename the branch' });
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await expect(name).toHaveValue('beta');
  await name.fill('nightly');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(/nightly/)).toBeVisible();
  await name.fill('early');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('tab', { name: 'early 1', selected: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /^1\.0\.0/ })).toBeVisible();
  expect(await lanyard.call('releases.list', { product: 'Atlas' })).toMatchObject([{ branch: 'early' }]);
});
