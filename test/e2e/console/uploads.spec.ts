import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { dropFiles } from './drop-files.ts';
import { expect, open, test } from './fixtures.ts';

const card = (page: Page, name: string) => page.getByRole('article', { name });
const zip = (name: string, content = 'bytes') => ({
  name,
  mimeType: 'application/zip',
  buffer: Buffer.from(content),
});

test.beforeEach(async ({ page, lanyard }) => {
  const product = await lanyard.call('products.create', { name: 'Atlas' });
  await open(page, `/products/${product.id}`);
  await expect(page.getByText('Drop files anywhere')).toBeVisible();
});

test('files dragged over the page show where they will go', async ({ page }) => {
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'a.zip'));
    document.body.dispatchEvent(new DragEvent('dragenter', { dataTransfer, bubbles: true }));
  });
  await expect(page.getByText('Drop the files to publish them')).toBeVisible();
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'a.zip'));
    document.body.dispatchEvent(new DragEvent('dragleave', { dataTransfer, bubbles: true }));
  });
  await expect(page.getByText('Drop the files to publish them')).toHaveCount(0);
});

test('a version that exists is refused before anything is sent, and a corrected one is published', async ({
  page,
  lanyard,
}) => {
  await lanyard.publish('old', { fileName: 'a-1.0.0.zip', product: 'Atlas', version: '1.0.0' });
  await expect(page.getByRole('button', { name: /^1\.0\.0/ })).toBeVisible();
  await dropFiles(page, [zip('a-1.0.0.zip')]);
  const own = card(page, 'a-1.0.0.zip');
  await expect(own.getByText('1.0.0 exists already on the default line for any platform.')).toBeVisible();
  await own.getByRole('button', { name: 'Notes, rollout and more' }).click();
  await own.getByRole('textbox', { name: 'Notes' }).fill('What is new');
  await own.getByRole('textbox', { name: 'Rollout' }).fill('25');
  await own.getByRole('button', { name: 'Publish' }).click();
  await expect(own.getByText('published as')).toHaveCount(0);
  await own.getByRole('textbox', { name: 'Version' }).fill('1.0.1');
  await own.getByRole('button', { name: 'Publish' }).click();
  await expect(own.getByText('published as 1.0.1')).toBeVisible();
  expect(await lanyard.call('releases.list', { product: 'Atlas' })).toContainEqual(
    expect.objectContaining({ version: '1.0.1', notes: 'What is new', rolloutPercent: 25, latest: true }),
  );
});

test('what the server refuses is said in words, and nothing typed is lost', async ({ page, lanyard }) => {
  await lanyard.call('settings.set', { key: 'uploadLimit', value: 2048 });
  await dropFiles(page, [{ name: 'a-1.0.0.zip', mimeType: 'application/zip', buffer: randomBytes(400_000) }]);
  const own = card(page, 'a-1.0.0.zip');
  await own.getByRole('button', { name: 'Notes, rollout and more' }).click();
  await own.getByRole('textbox', { name: 'Notes' }).fill('What is new');
  await own.getByRole('button', { name: 'Publish' }).click();
  await expect(own.getByRole('alert')).toContainText('the upload limit is');
  await expect(own.getByRole('textbox', { name: 'Notes' })).toHaveValue('What is new');
  await lanyard.call('settings.set', { key: 'uploadLimit', value: 1_000_000 });
  await own.getByRole('button', { name: 'Try again' }).click();
  await expect(own.getByText('published as 1.0.0')).toBeVisible();
});

test('a large file that the server refuses at once is refused in its words', async ({
  page,
  lanyard,
  folder,
}) => {
  await lanyard.call('settings.set', { key: 'uploadLimit', value: 2048 });
  const path = join(folder, 'a-1.0.0.zip');
  writeFileSync(path, randomBytes(60_000_000));
  await dropFiles(page, [path]);
  const own = card(page, 'a-1.0.0.zip');
  await own.getByRole('button', { name: 'Publish' }).click();
  await expect(own.getByRole('alert')).toContainText('the upload limit is');
});

test('a file that vanished says so', async ({ page, folder, mayComplain }) => {
  mayComplain(/ERR_FILE_NOT_FOUND|ERR_UPLOAD_FILE_CHANGED/);
  const path = join(folder, 'a-1.0.0.zip');
  writeFileSync(path, 'bytes');
  await dropFiles(page, [path]);
  const own = card(page, 'a-1.0.0.zip');
  await expect(own.getByRole('textbox', { name: 'Version' })).toHaveValue('1.0.0');
  rmSync(path);
  await own.getByRole('button', { name: 'Publish' }).click();
  await expect(own.getByRole('alert')).toContainText('can no longer be read');
  await expect(own.getByRole('textbox', { name: 'Version' })).toHaveValue('1.0.0');
});

test('a folder is refused with what to do', async ({ page }) => {
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'my-app'));
    const item = dataTransfer.items[0]!;
    Object.assign(item, { webkitGetAsEntry: () => ({ isDirectory: true }) });
    Object.defineProperty(dataTransfer, 'items', { value: [item] });
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('alert')).toContainText('pack it into an archive first');
});

test('a large upload shows bytes, speed and time left, goes on while other pages are shown, and can be cancelled', async ({
  page,
  lanyard,
  folder,
}) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 3_000_000,
  });
  const path = join(folder, 'a-1.0.0.zip');
  writeFileSync(path, randomBytes(60_000_000));
  await dropFiles(page, [path]);
  const own = card(page, 'a-1.0.0.zip');
  await own.getByRole('button', { name: 'Publish' }).click();
  await expect(own.getByRole('progressbar')).toBeVisible();
  await expect(own.getByText(/MiB of 57.2 MiB · .+\/s · .+ left/)).toBeVisible();
  await page.getByRole('link', { name: 'Overview' }).click();
  await expect(page.getByText(/1 upload · \d+ %/)).toBeVisible();
  await page.getByText(/1 upload · \d+ %/).click();
  await own.getByRole('button', { name: 'Cancel a-1.0.0.zip' }).click();
  await expect(own.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(own.getByRole('textbox', { name: 'Version' })).toHaveValue('1.0.0');
  expect(await lanyard.call('releases.list', { product: 'Atlas' })).toEqual([]);
});

test('a connection that is lost in the middle says so, and the file can be tried again', async ({
  page,
  lanyard,
  folder,
  mayComplain,
}) => {
  mayComplain(/WebSocket|ERR_|401/);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 3_000_000,
  });
  const path = join(folder, 'a-1.0.0.zip');
  writeFileSync(path, randomBytes(60_000_000));
  await dropFiles(page, [path]);
  const own = card(page, 'a-1.0.0.zip');
  await own.getByRole('button', { name: 'Publish' }).click();
  await expect(own.getByText(/MiB of/)).toBeVisible();
  await lanyard.stop('SIGKILL');
  await expect(own.getByRole('alert')).toContainText('The connection to the server was lost');
  await expect(own.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(page.getByText('Reconnecting…')).toBeVisible();
});

test('a hotfix of an older version is not the latest, unless the box is ticked', async ({
  page,
  lanyard,
}) => {
  await lanyard.publish('new', { fileName: 'a-2.0.0.zip', product: 'Atlas', version: '2.0.0' });
  await expect(page.getByRole('button', { name: /^2\.0\.0/ })).toBeVisible();
  await dropFiles(page, [zip('a-1.0.5.zip')]);
  const own = card(page, 'a-1.0.5.zip');
  const box = own.getByRole('checkbox', { name: 'Make it the latest of its branch' });
  await expect(own.getByText('Not by itself: 2.0.0 is newer.')).toBeVisible();
  await expect(box).not.toBeChecked();
  await own.getByRole('textbox', { name: 'Version' }).fill('2.0.1');
  await expect(box).toBeChecked();
  await expect(own.getByText('2.0.0 is newer')).toHaveCount(0);
  await own.getByRole('textbox', { name: 'Version' }).fill('1.0.5');
  await own.getByRole('button', { name: 'Publish' }).click();
  await expect(own.getByText('published as 1.0.5')).toBeVisible();
  const flagged = async () =>
    (await lanyard.call('releases.list', { product: 'Atlas' }))
      .filter((one) => one.latest)
      .map((one) => one.version);
  expect(await flagged()).toEqual(['2.0.0']);
  await dropFiles(page, [zip('a-1.0.6.zip')]);
  const forced = card(page, 'a-1.0.6.zip');
  await forced.getByRole('checkbox', { name: 'Make it the latest of its branch' }).click();
  await expect(forced.getByText('Clients go back to it, although 2.0.0 is newer.')).toBeVisible();
  await forced.getByRole('button', { name: 'Publish' }).click();
  await expect(forced.getByText('published as 1.0.6')).toBeVisible();
  expect(await flagged()).toEqual(['1.0.6']);
});

test('notes as long as they may be arrive whole', async ({ page, lanyard }) => {
  const notes = 'Ümlaut 🧭 '.repeat(1800).trim();
  await dropFiles(page, [zip('a-1.0.0.zip')]);
  const own = card(page, 'a-1.0.0.zip');
  await own.getByRole('button', { name: 'Notes, rollout and more' }).click();
  await own.getByRole('textbox', { name: 'Notes' }).fill(notes);
  await own.getByRole('button', { name: 'Publish' }).click();
  await expect(own.getByText('published as 1.0.0')).toBeVisible();
  expect((await lanyard.call('releases.list', { product: 'Atlas' }))[0]!.notes).toBe(notes);
});

test('a release can be kept for some licences', async ({ page, lanyard }) => {
  const { key, id } = await lanyard.call('licenses.create', { products: ['Atlas'] });
  await dropFiles(page, [zip('a-1.0.0.zip')]);
  const own = card(page, 'a-1.0.0.zip');
  await own.getByRole('button', { name: 'Notes, rollout and more' }).click();
  await own.getByRole('combobox', { name: 'Reserved for licences' }).fill(key);
  await page.keyboard.press('Enter');
  await expect(own.getByRole('checkbox', { name: 'Make it the latest of its branch' })).toBeDisabled();
  await own.getByRole('button', { name: 'Publish' }).click();
  await expect(own.getByText('published as 1.0.0')).toBeVisible();
  expect(await lanyard.call('releases.list', { product: 'Atlas' })).toMatchObject([
    { latest: false, licenses: [id] },
  ]);
});
