import { expect, open, sizes, test } from './fixtures.ts';
import { openShop } from './shop.ts';

test('with nothing to connect to it says what is missing', async ({ page }) => {
  await open(page, '/connect');
  await expect(page.getByText('Nothing to connect to yet')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Go to the products' })).toBeVisible();
});

test('lines for a client carry the address, and the whole key only when they are copied', async ({
  page,
  lanyard,
}) => {
  const { license, atlas } = await openShop(lanyard);
  await open(page, `/connect?product=${atlas.id}&license=${license.id}`);
  const download = page.getByRole('region', { name: 'Download' });
  await expect(download).toContainText(`curl -fOJL '${lanyard.api}/v3/`);
  expect(await page.content()).not.toContain(license.key);
  await download.getByRole('button', { name: 'Copy: Download' }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toContain(license.key);
  const line = await copied();
  const url = /'(http[^']+)'/.exec(line)![1]!;
  expect((await fetch(url)).status).toBe(200);

  await page.getByRole('tab', { name: 'Java' }).click();
  await expect(page.getByRole('region', { name: 'LanyardClient.java' })).toContainText(atlas.id);
  expect(page.url()).toContain('client=java');
  await page.getByRole('combobox', { name: 'Release' }).click();
  await page.getByRole('option').last().click();
  await expect(page.getByRole('region', { name: 'LanyardClient.java' })).toBeVisible();
});

test('a licence is found among more than a list holds', async ({ page, lanyard }) => {
  const { license, atlas } = await openShop(lanyard);
  await lanyard.call('licenses.createMany', { products: [atlas.id], count: 110 });
  await open(page, `/connect?product=${atlas.id}`);
  const picker = page.getByRole('combobox', { name: 'Licence' });
  await picker.click();
  await picker.fill(license.key.slice(-5));
  await page.getByRole('option').first().click();
  await expect(page).toHaveURL(new RegExp(`license=${license.id}`));
  await page.reload();
  await page.getByRole('button', { name: 'Copy: Download' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(license.key);
});

test('every tab fits the smallest window', async ({ page, lanyard }) => {
  await openShop(lanyard);
  await page.setViewportSize(sizes[1]);
  await open(page, '/connect');
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
});
