import type { Page } from 'playwright/test';
import { expect, open, test } from './fixtures.ts';
import { openShop } from './shop.ts';

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

test('a product and a licence are made without touching the mouse', async ({ page, lanyard }) => {
  await press(page, 'g', 'p');
  await expect(page.getByRole('heading', { level: 1, name: 'Products' })).toBeVisible();
  await expect(page.getByText('No products yet')).toBeVisible();
  await press(page, 'n');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Atlas');
  await press(page, 'Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Atlas' })).toBeVisible();

  await press(page, 'g', 'l');
  await expect(page.getByText('No licences yet')).toBeVisible();
  await press(page, 'n');
  await expect(page.getByRole('combobox', { name: 'Products' })).toBeFocused();
  await page.keyboard.type('Atl');
  await expect(page.getByRole('option', { name: 'Atlas' })).toBeVisible();
  await press(page, 'ArrowDown', 'Enter', 'Escape');
  await page.getByRole('button', { name: 'Issue 1 licence' }).focus();
  await press(page, 'Enter');
  await expect(page.getByRole('list', { name: 'Keys' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Done' })).toBeFocused();
  await press(page, 'Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  const { rows } = await lanyard.call('licenses.list', {});
  expect(rows).toMatchObject([{ products: [{ name: 'Atlas' }] }]);
  await page.getByRole('link', { name: rows[0]!.keyHint }).focus();
  await press(page, 'Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await press(page, 'Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('link', { name: rows[0]!.keyHint })).toBeFocused();
});

test('whatever has the focus shows it', async ({ page, lanyard }) => {
  const { atlas } = await openShop(lanyard);
  for (const path of [
    '/',
    '/products',
    `/products/${atlas.id}`,
    '/licenses',
    '/downloads',
    '/connect',
    '/blacklist',
  ]) {
    await open(page, path);
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    for (let stop = 0; stop < 22; stop++) {
      await press(page, 'Tab');
      const unmarked = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const marks = (each: Element) => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
          return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
        };
        const bordered = element.matches('input, textarea') && element.matches(':focus');
        // A radio button is invisible, and its label stands for it.
        const label = element.id ? document.querySelector(`label[for="${element.id}"]`) : null;
        return marks(element) || bordered || (label !== null && marks(label))
          ? null
          : element.outerHTML.slice(0, 200);
      });
      expect(unmarked, path).toBeNull();
    }
  }
});

test('the first stop of the Tab key leads past the navigation', async ({ page }) => {
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await press(page, 'Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await press(page, 'Enter');
  await expect(page.locator('#content')).toBeFocused();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});

test('the keys of the pages do not work where someone types', async ({ page, lanyard }) => {
  await openShop(lanyard);
  await open(page, '/licenses');
  await expect(page.getByRole('table', { name: 'Licences' })).toBeVisible();
  await press(page, '/');
  await expect(page.getByRole('textbox', { name: 'Search by key' })).toBeFocused();
  await page.keyboard.type('gpn?/');
  await expect(page.getByRole('textbox', { name: 'Search by key' })).toHaveValue('gpn?/');
  await expect(page.getByRole('heading', { level: 1, name: 'Licences' })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the rows of the log are walked with the arrow keys', async ({ page, lanyard }) => {
  await openShop(lanyard);
  await open(page, '/downloads');
  await expect(page.getByRole('row')).toHaveCount(4); // the heading and three attempts
  await page.getByRole('grid').focus();
  await press(page, 'ArrowDown', 'ArrowDown', 'Enter');
  const dialog = page.getByRole('dialog', { name: 'Download' });
  await expect(dialog.getByText('The licence is suspended.')).toBeVisible();
  await press(page, 'Escape');
  await expect(page.getByRole('grid')).toBeFocused();
  await press(page, 'End', 'Enter');
  await expect(dialog.getByText('Delivered')).toBeVisible();
});
