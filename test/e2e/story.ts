import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page } from 'playwright/test';
import type { Channel, Input, Output } from '../../shared/contract.ts';
import { decryptClassloader, newSession } from '../support/lukittu-client.ts';
import { dropFiles } from './console/drop-files.ts';
import { realJar } from './console/shop.ts';

/** A Lanyard whose pages are shown, and a way to ask it what the pages do not show. */
export type Told = {
  api: string;
  vendorId: string;
  call: <C extends Channel>(channel: C, input: Input<C>) => Promise<Output<C>>;
};

/** A row is shown within this time of its download, in milliseconds. */
const LIVE = { timeout: 1_000 };

/** Downloads as `curl -OJL` does. @returns the path of the file and the HTTP status */
async function curl(folder: string, url: string): Promise<{ status: number; file: string }> {
  mkdirSync(folder, { recursive: true });
  const { stdout } = await promisify(execFile)(
    'curl',
    ['-sS', '-OJL', '-w', '%{http_code} %{filename_effective}', url],
    { cwd: folder },
  );
  const [status, ...file] = stdout.split(' ');
  return { status: Number(status), file: join(folder, file.join(' ')) };
}

const rows = (page: Page) =>
  page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') });

/** Goes to a page by its address, as a link does. */
const open = (page: Page, path: string) => page.evaluate((hash) => void (location.hash = hash), path);

/**
 * The main job, from an empty folder to downloads and to refusals with their reasons, as a person does it in the pages.
 * @param folder for the files that are dropped and downloaded
 */
export async function tellStory(page: Page, lanyard: Told, folder: string): Promise<void> {
  // A product.
  await page.getByRole('link', { name: 'Go to the products' }).click();
  await page.getByRole('button', { name: 'New product' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Atlas');
  await page.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Atlas' })).toBeVisible();

  // Two files dropped on it: a JAR of 25 MB, whose version lies within, and an archive.
  const jar = await realJar(25_000_000, '3.1.4');
  const zip = randomBytes(4_000_000);
  const paths = { jar: join(folder, 'atlas.jar'), zip: join(folder, 'atlas-3.1.4-windows.zip') };
  writeFileSync(paths.jar, jar);
  writeFileSync(paths.zip, zip);
  await dropFiles(page, [paths.jar, paths.zip]);
  const jarCard = page.getByRole('article', { name: 'atlas.jar' });
  const zipCard = page.getByRole('article', { name: 'atlas-3.1.4-windows.zip' });
  await expect(jarCard.getByRole('textbox', { name: 'Version' })).toHaveValue('3.1.4');
  await expect(jarCard.getByText('from plugin.yml')).toBeVisible();
  await expect(zipCard.getByText('from the file name')).toBeVisible();
  await zipCard.getByRole('combobox', { name: 'Platform' }).fill('windows');
  await page.getByRole('button', { name: 'Publish all 2' }).click();
  await expect(page.getByText(/^published as 3\.1\.4/)).toHaveCount(0); // it is not there before it arrived
  await expect(jarCard.getByText('published as 3.1.4')).toBeVisible();
  await expect(zipCard.getByText('published as 3.1.4')).toBeVisible();
  await expect(page.getByRole('button', { name: /^3\.1\.4 Latest/ })).toBeVisible();

  // A licence.
  await open(page, '/licenses');
  await page.getByRole('button', { name: 'New licences' }).first().click();
  await page.getByRole('combobox', { name: 'Products' }).fill('Atl');
  await page.getByRole('option', { name: 'Atlas' }).click();
  await page.getByRole('button', { name: 'Issue 1 licence' }).click();
  const key = await page.getByRole('list', { name: 'Keys' }).locator('code').innerText();
  expect(key).toMatch(/^([A-Z0-9]{5}-){4}[A-Z0-9]{5}$/);
  await page.getByRole('button', { name: 'Done' }).click();

  // Downloads through every dialect: the bytes are the ones dropped, and each shows live.
  const { releases, publicKey, productId } = await released(lanyard);
  const fileOf = (platform: string | null) =>
    releases[0]!.files.find((file) => file.platform === platform)!.id;
  await open(page, '/downloads');
  await expect(page.getByText('No downloads yet')).toBeVisible();

  const cryptlex = await curl(join(folder, 'cryptlex'), `${lanyard.api}/v3/${fileOf('windows')}?key=${key}`);
  await expect(rows(page)).toHaveCount(1, LIVE);
  await expect(rows(page).first()).toContainText('Cryptlex', LIVE);
  expect(readFileSync(cryptlex.file).equals(zip)).toBe(true);
  expect(cryptlex.file).toMatch(/atlas-3\.1\.4-windows\.zip$/);

  const licensedockUrl = `${lanyard.api}/api/index.php/v1/licensedock/downloads/1?license_key=${key}`;
  const licensedock = await curl(join(folder, 'licensedock'), licensedockUrl);
  await expect(rows(page)).toHaveCount(2, LIVE);
  expect(readFileSync(licensedock.file).equals(jar)).toBe(true);

  const classloader = async () => {
    const { secret, sessionKey } = newSession(publicKey);
    const query = new URLSearchParams({
      licenseKey: key,
      productId,
      sessionKey,
      hardwareIdentifier: 'test-machine-1',
    });
    const url = `${lanyard.api}/api/v1/client/teams/${lanyard.vendorId}/verification/classloader?${query}`;
    const response = await fetch(url);
    return { status: response.status, body: Buffer.from(await response.arrayBuffer()), secret };
  };
  const lukittu = await classloader();
  await expect(rows(page)).toHaveCount(3, LIVE);
  expect(decryptClassloader(lukittu.body, lukittu.secret).equals(jar)).toBe(true);
  await expect(page.getByRole('grid').getByText('Delivered')).toHaveCount(3);

  // The licence is suspended: three refusals, each with its reason in words.
  await open(page, '/licenses');
  await page.getByRole('link', { name: key.slice(0, 5) }).click();
  await expect(page.getByText('test-machine-1')).toBeVisible();
  await page.getByRole('button', { name: 'Suspend' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await page.keyboard.press('Escape');
  await open(page, '/downloads');
  await expect(rows(page)).toHaveCount(3);
  const refusals = [
    async () => (await curl(join(folder, 'no'), `${lanyard.api}/v3/${fileOf('windows')}?key=${key}`)).status,
    async () => (await curl(join(folder, 'no'), licensedockUrl)).status,
    async () => (await classloader()).status,
  ];
  for (const [index, refusal] of refusals.entries()) {
    expect(await refusal()).toBe(403);
    await expect(rows(page)).toHaveCount(4 + index, LIVE);
    await expect(rows(page).first()).toContainText('The licence is suspended.', LIVE);
  }
  await open(page, '/');
  await expect(
    page.getByRole('region', { name: 'Last refusals' }).getByText('The licence is suspended.'),
  ).toHaveCount(3);
}

async function released({ call }: Told) {
  const product = (await call('products.list', {}))[0]!;
  const { publicKey } = await call('vendor.show', {});
  return { productId: product.id, publicKey, releases: await call('releases.list', { product: product.id }) };
}
