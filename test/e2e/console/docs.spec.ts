import { expect, test } from './fixtures.ts';
import { violationsOf } from './violations.ts';

type Document = { info: { title: string }; paths: Record<string, Record<string, { summary: string }>> };

test('the API reference shows every operation of every dialect, light and dark, from this server alone', async ({
  page,
  lanyard,
}) => {
  test.setTimeout(240_000);
  const foreign: string[] = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== lanyard.api) foreign.push(request.url());
  });
  const serious = (where: string) => violationsOf(page, where, '.swagger-ui');

  await page.goto(`${lanyard.api}/docs`);
  const found = await serious('/docs');
  const links = page.getByRole('navigation').getByRole('link');
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
  expect(addresses.length).toBeGreaterThan(3);
  for (const address of addresses.slice(1)) {
    const answer = await page.request.get(`${lanyard.api}${address.replace('docs', 'openapi')}.json`);
    const { info, paths } = (await answer.json()) as Document;
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(lanyard.api + address);
      await expect(page.getByRole('heading', { level: 1, name: info.title })).toBeVisible();
      const operations = Object.entries(paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method]) => `${method.toUpperCase()} ${path}`),
      );
      await expect(page.locator('.opblock')).toHaveCount(operations.length);
      const shown = await page
        .locator('.opblock')
        .evaluateAll((blocks) =>
          blocks.map(
            (block) =>
              `${block.querySelector('.opblock-summary-method')!.textContent} ${block.querySelector('[data-path]')!.getAttribute('data-path')}`,
          ),
        );
      expect(shown.toSorted()).toEqual(operations.toSorted());
      const background = await page.evaluate(
        () => getComputedStyle(document.documentElement).backgroundColor,
      );
      expect(background).toBe(colorScheme === 'dark' ? 'rgb(28, 32, 34)' : 'rgb(255, 255, 255)');
      found.push(...(await serious(`${address} ${colorScheme}`)));
    }
  }
  expect(found).toEqual([]);
  expect(foreign).toEqual([]);
});

test('an operation is tried out from its page', async ({ page, lanyard, mayComplain }) => {
  mayComplain(/status of 400/); // the key is unknown
  await page.goto(`${lanyard.api}/docs/cryptlex`);
  await page
    .getByRole('button', { name: /Is there a newer release/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  for (const [name, value] of Object.entries({
    productId: '3e8aa7eb-d175-446d-bc40-282209fd8360',
    platform: 'windows',
    version: '1.0',
    key: 'NOPE',
  }))
    await page.getByPlaceholder(name).fill(value);
  await page.getByRole('button', { name: 'Execute' }).click();
  await expect(page.locator('.live-responses-table')).toContainText('INVALID_PRODUCT_ID');
});
