import { expect, open, test } from './fixtures.ts';

test('the feeds of a line are one copy button away', async ({ page, lanyard }) => {
  const product = await lanyard.call('products.create', { name: 'Atlas', number: 5 });
  await lanyard.call('branches.create', { product: 'Atlas', name: 'beta' });
  await lanyard.publish('bytes', { fileName: 'a.zip', product: 'Atlas', version: '1.0.0' });
  await lanyard.call('feedKey.create', {});
  const { publicKey, minisign } = (await lanyard.call('feedKey.show', {}))!;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = async (button: string) => {
    await page.getByRole('region', { name: 'Feeds' }).getByRole('button', { name: button }).click();
    return page.evaluate(() => navigator.clipboard.readText());
  };

  await open(page, `/products/${product.id}`);
  expect(await copied('Copy the electron-updater feed')).toBe(
    `${lanyard.api}/feeds/5/stable/?key=LICENCE-KEY`,
  );
  expect(await copied('Copy the Sparkle feed')).toBe(
    `${lanyard.api}/feeds/5/stable/appcast.xml?key=LICENCE-KEY`,
  );
  expect(await copied('Copy the public feed key')).toBe(publicKey);
  expect(await copied('Copy the public key of minisign')).toBe(minisign);

  await page.getByRole('tab', { name: /beta/ }).click();
  await expect(page.getByRole('region', { name: 'Feeds' }).getByText('beta', { exact: true })).toBeVisible();
  expect(await copied('Copy the JSON feed')).toBe(`${lanyard.api}/feeds/5/beta/feed.json?key=LICENCE-KEY`);
});
