import { readFileSync } from 'node:fs';
import { expect, test } from './fixtures.ts';
import { openShop } from './shop.ts';

const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

test('a file with bad rows is shown before anything changes, and its good rows are taken in', async ({
  page,
  lanyard,
}) => {
  await page.getByRole('button', { name: 'Import…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'File' }).click();
  await (
    await chooser
  ).setFiles(file('licences.csv', 'License Key,seats,colour\nAAAAA-BBBBB,2,red\nBAD KEY,2,red\n,1,red\n'));
  await expect(dialog.getByRole('row', { name: 'Licences' })).toHaveText('Licences102');
  await expect(dialog.getByRole('alert')).toContainText('Licences, row 3, key');
  await expect(dialog.getByText('Columns that mean nothing here: colour')).toBeVisible();
  const submit = dialog.getByRole('button', { name: 'Import 1 record' });
  await expect(submit).toBeDisabled();
  await dialog.getByRole('switch', { name: 'Leave the bad rows out' }).click();
  await submit.click();
  await expect(page.getByText('1 record imported.')).toBeVisible();
  expect(await lanyard.call('licenses.show', { license: 'AAAAA-BBBBB' })).toMatchObject({ seats: 2 });
});

test('a column that may be a restriction is asked for, and ignored only when it is ticked', async ({
  page,
  lanyard,
}) => {
  await page.getByRole('button', { name: 'Import…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'File' }).click();
  const rows = 'key,status,max_users\nAAAAA-CCCCC,revoked,\nAAAAA-DDDDD,active,5\n';
  await (await chooser).setFiles(file('licences.csv', rows));
  await expect(dialog.getByText('0 are suspended, 1 revoked and 0 expired')).toBeVisible();
  await expect(dialog.getByRole('alert')).toContainText('Licences, row 3, max_users');
  await expect(dialog.getByRole('button', { name: 'Import 1 record' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'max_users' }).click();
  await dialog.getByRole('button', { name: 'Import 2 records' }).click();
  await expect(page.getByText('2 records imported.')).toBeVisible();
  expect(await lanyard.call('licenses.show', { license: 'AAAAA-CCCCC' })).toMatchObject({
    status: 'revoked',
  });
});

test('a file that is none says what was expected, and the kind can be said', async ({ page }) => {
  await page.getByRole('button', { name: 'Import…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import' });
  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'File' }).click();
  await (await chooser).setFiles(file('list.csv', 'name\nCompass\n'));
  await expect(dialog.getByRole('alert')).toContainText('Say which');
  await dialog.getByRole('combobox', { name: 'What it holds' }).click();
  await page.getByRole('option', { name: 'Products' }).click();
  await dialog.getByRole('button', { name: 'Import 1 record' }).click();
  await expect(page.getByText('1 record imported.')).toBeVisible();
});

test('everything is exported as JSON, one kind as CSV', async ({ page, lanyard }) => {
  const { license } = await openShop(lanyard);
  const save = async (choose: () => Promise<void>) => {
    await page.getByRole('button', { name: 'Export…' }).click();
    await choose();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the file' }).click();
    return readFileSync(await (await download).path(), 'utf8');
  };
  const everything = JSON.parse(
    await save(async () => {
      await page.getByRole('switch', { name: 'With the private keys' }).click();
    }),
  ) as { vendor: { privateKey: string }; licenses: { key: string }[] };
  expect(everything.vendor.privateKey).toContain('PRIVATE KEY');
  expect(everything.licenses.map(({ key }) => key)).toContain(license.key);
  const csv = await save(async () => {
    await page.getByRole('radio', { name: 'Licences, as CSV' }).click();
  });
  expect(csv.split('\r\n')[0]).toContain('id,key,products,customers');
  expect(csv).toContain(license.key);
});
