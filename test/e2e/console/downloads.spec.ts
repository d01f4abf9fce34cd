import type { Page } from 'playwright/test';
import { startConsoleProgram } from '../../support/console.ts';
import { expect, open, test } from './fixtures.ts';
import { writeManyDownloads } from './many-downloads.ts';
import { openShop } from './shop.ts';

const MANY = 100_000;

const grid = (page: Page) => page.getByRole('grid');
const rows = (page: Page) =>
  grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') });

/**
 * Measures what a page computes, not how long that takes a machine that does other things too.
 * @returns a function that tells the processor time of the page's main thread so far, in milliseconds
 */
async function busyTime(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
  };
}

test.describe(`with ${MANY} rows`, () => {
  test.use({
    lanyard: async ({ folder }, use) => {
      const first = await startConsoleProgram(folder);
      await first.stop();
      writeManyDownloads(first.data, MANY);
      const program = await startConsoleProgram(folder);
      await use(program);
      await program.stop();
    },
  });

  test('the log is scrolled to its very end without stutter', async ({ page }) => {
    test.setTimeout(180_000);
    await open(page, '/downloads');
    await expect(rows(page).first()).toContainText(`file-${MANY}.zip`);

    const busyMs = await busyTime(page);
    const before = await busyMs();
    const frames = await page.evaluate(async () => {
      const scroller = document.querySelector('[role="grid"]')!;
      let count = 0;
      for (; !scroller.textContent.includes('file-1.zip'); count += 1) {
        scroller.scrollTop += 40_000;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return count;
    });
    const perFrame = ((await busyMs()) - before) / frames;
    expect(perFrame, 'milliseconds that the page is busy per frame').toBeLessThan(50);
    expect(await rows(page).count()).toBeLessThan(60);
    await expect(grid(page)).toHaveAttribute('aria-rowcount', String(MANY + 1));

    await grid(page).focus();
    await page.keyboard.press('Home');
    await expect(grid(page).getByText(`file-${MANY}.zip`)).toBeVisible();
  });

  test('refused attempts are found among them at once', async ({ page }) => {
    await open(page, '/downloads?outcome=refused');
    await expect(rows(page).first()).toContainText('The licence has expired.');
    await expect(grid(page).getByText('Delivered')).toHaveCount(0);
  });

  test('a flood of downloads is shown while someone scrolls, and no row is missing', async ({
    page,
    lanyard,
  }) => {
    test.setTimeout(120_000);
    const { call, publish, api } = lanyard;
    const product = await call('products.create', { name: 'Atlas' });
    const release = await publish('bytes', { fileName: 'a.zip', product: product.id, version: '1.0.0' });
    const license = await call('licenses.create', { products: [product.id] });
    const download = () =>
      fetch(`${api}/v3/${release.file.id}?key=${license.key}`).then((response) => response.text());
    await open(page, '/downloads');
    await expect(rows(page).first()).toContainText(`file-${MANY}.zip`);
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        for (let turn = 0; turn < 100; turn++) await download();
      }),
    );
    const newest = MANY + 2_000;
    await expect.poll(async () => (await call('downloads.list', { limit: 1 }))[0]!.id).toBe(newest);
    await expect(page.locator(`#download-${newest}`)).toBeVisible();
    const seen = await page.evaluate(async () => {
      const scroller = document.querySelector('[role="grid"]')!;
      const ids = new Set<number>();
      for (let step = 0; step < 400; step++) {
        for (const row of scroller.querySelectorAll('[id^="download-"]')) ids.add(Number(row.id.slice(9)));
        scroller.scrollTop += 300;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      return [...ids];
    });
    const ordered = seen.toSorted((a, b) => b - a);
    expect(ordered.length).toBeGreaterThan(2_200);
    expect(ordered).toEqual(ordered.map((_, index) => newest - index));
  });
});

test('while it is paused new rows are counted, and shown when it goes on', async ({ page, lanyard }) => {
  const { license, download } = await openShop(lanyard);
  await open(page, '/downloads');
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Pause' }).click();
  await download(license.key);
  await download(license.key);
  await expect(page.getByRole('button', { name: 'Resume (2 new)' })).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  await page.getByRole('button', { name: 'Resume (2 new)' }).click();
  await expect(rows(page)).toHaveCount(5);
});

test('rows do not move while someone reads further down', async ({ page, lanyard }) => {
  const { license, download } = await openShop(lanyard);
  await page.setViewportSize({ width: 900, height: 600 });
  for (let turn = 0; turn < 20; turn++) await download(license.key);
  await open(page, '/downloads');
  await expect(rows(page).first()).toBeVisible();
  await grid(page).evaluate((element) => element.scrollTo(0, 400));
  const first = grid(page).locator('[id^="download-"]').first();
  const before = { id: await first.getAttribute('id'), box: await first.boundingBox() };
  await download(license.key);
  await expect(page.getByRole('button', { name: '1 new row' })).toBeVisible();
  expect({ id: await first.getAttribute('id'), box: await first.boundingBox() }).toEqual(before);
  await page.getByRole('button', { name: '1 new row' }).click();
  await expect(page.getByRole('button', { name: '1 new row' })).toHaveCount(0);
  await expect(rows(page).first()).toHaveAttribute('aria-rowindex', '2');
});

test('filters are part of the address, and each row says why in its details', async ({ page, lanyard }) => {
  const { suspended } = await openShop(lanyard);
  await open(page, '/downloads');
  await page.getByRole('combobox', { name: 'Outcome' }).click();
  await page.getByRole('option', { name: 'Refused' }).click();
  await expect(rows(page)).toHaveCount(2);
  expect(page.url()).toContain('outcome=refused');
  await rows(page).filter({ hasText: 'suspended' }).click();
  const details = page.getByRole('dialog', { name: 'Download' });
  await expect(details.getByText('The licence is suspended.')).toBeVisible();
  await details.getByRole('link', { name: suspended.keyHint }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Resume' })).toBeVisible();
  await page.getByRole('dialog').getByRole('link', { name: 'Show all' }).click();
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(rows(page)).toHaveCount(3);
});
