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
  const line = await page.evaluate(() => navigator.clipboard.readText());
  expect(line).toContain(license.key);
  const url = /'(http[^']+)'/.exec(line)![1]!;
  expect((await fetch(url)).status).toBe(200);

  await page.getByRole('tab', { name: 'Java' }).click();
  await expect(page.getByRole('region', { name: 'LanyardClient.java' })).toContainText(atlas.id);
  expect(page.url()).toContain('client=java');
  await page.getByRole('combobox', { name: 'Release' }).click();
  await page.getByRole('option').last().click();
  await expect(page.getByRole('region', { name: 'LanyardClient.java' })).toBeVisible();
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
