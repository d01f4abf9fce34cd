import { expect, open, sizes, test } from './fixtures.ts';

const pad = (text: string) => text + 'W'.repeat(255 - text.length);

/** Names that break pages which trust them. */
const names = {
  html: pad('<img src=x onerror="document.title=1"><script>document.title=2</script> & &amp; '),
  mixed: pad('🧭👩‍👩‍👧‍👦 مرحبا بالعالم שלום ‮ left-to-right again '),
  words: pad('a name of several words '),
};

for (const [kind, name] of Object.entries(names))
  test(`a name of 255 characters (${kind}) neither runs nor breaks a page`, async ({ page, lanyard }) => {
    const { call, publish } = lanyard;
    const product = await call('products.create', { name });
    const branch = 'b'.repeat(255);
    await call('branches.create', { product: product.id, name: branch });
    const release = await publish('bytes', {
      fileName: `${name.replaceAll('/', '_').slice(0, 60)}.zip`,
      product: product.id,
      version: `1.0-${'9'.repeat(251)}`,
      name,
      notes: name.repeat(4),
      platform: name.slice(0, 200).trim(),
    });
    const customer = await call('customers.create', { name });
    const license = await call('licenses.create', {
      products: [product.id],
      customers: [customer.id],
      identifierType: 'device',
    });
    await call('licenses.activate', { license: license.id, identifier: name, name });
    const { status } = await fetch(`${lanyard.api}/v3/${release.file.id}?key=${license.key}`, {
      headers: { 'user-agent': 'W'.repeat(900) },
    });
    expect(status).toBe(200);

    for (const size of sizes) {
      await page.setViewportSize(size);
      for (const path of [
        '/',
        '/products',
        `/products/${product.id}`,
        '/licenses',
        `/licenses/${license.id}`,
        '/downloads',
      ]) {
        await open(page, '/nowhere');
        await open(page, path);
        await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
        if (path.startsWith('/products/')) await page.getByRole('button', { name: /^1\.0/ }).click();
        if (path === '/downloads') await page.getByRole('row').nth(1).click();
        const broken = await page.evaluate(() => {
          const content = document.querySelector('#content')!;
          const drawer = document.querySelector('[role="dialog"] [class*="body"]');
          return [document.documentElement, content, ...(drawer ? [drawer] : [])].some(
            (element) => element.scrollWidth > element.clientWidth,
          );
        });
        expect(broken, `${path} at ${size.width} scrolls sideways`).toBe(false);
        await expect(page).toHaveTitle(/· Lanyard$/);
        expect(await page.locator('#content img, #content script').count()).toBe(0);
        await page.keyboard.press('Escape');
      }
    }
  });
