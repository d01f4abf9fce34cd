/**
 * Takes a picture of every page, light and dark, empty and full, into `docs/screenshots/`: `npm run screenshots`.
 * It wants Chromium at /usr/bin/chromium, or where CHROMIUM says.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { type ConsoleProgram, startConsoleProgram } from '../support/console.ts';
import { openShop } from './console/shop.ts';

const out = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');
const schemes = ['light', 'dark'] as const;

/** Page names with their address after the hash, and a text that is there once the page has its data. */
type Pages = Record<string, { path: string; ready: string }>;

const emptyPages: Pages = {
  overview: { path: '/', ready: 'main h1' },
  products: { path: '/products', ready: 'main h1' },
  licenses: { path: '/licenses', ready: 'main h1' },
  customers: { path: '/customers', ready: 'main h1' },
  downloads: { path: '/downloads', ready: 'main h1' },
  connect: { path: '/connect', ready: 'main h1' },
  blacklist: { path: '/blacklist', ready: 'main h1' },
  'api-keys': { path: '/api-keys', ready: 'main h1' },
};

async function shoot(
  browser: Browser,
  lanyard: ConsoleProgram,
  pages: Pages,
  state: 'empty' | 'full',
): Promise<void> {
  for (const colorScheme of schemes) {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      colorScheme,
      locale: 'en-GB',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto((await lanyard.call('console.token', {})).url);
    for (const [name, { path, ready }] of Object.entries(pages)) {
      await page.evaluate((hash) => (location.hash = hash), path);
      await page.locator(ready).first().waitFor();
      await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
      await page.evaluate(showUsualFolder, folder);
      await page.screenshot({ path: join(out, `${name}-${state}-${colorScheme}.png`) });
    }
    await context.close();
  }
}

/** Runs in the page: the pictures show the folder that a vendor has, not the throw-away one. */
function showUsualFolder(folder: string): void {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.textContent?.includes(folder))
      text.textContent = text.textContent.replace(`${folder}/data`, '~/.local/share/lanyard');
  }
}

const folder = mkdtempSync(join(tmpdir(), 'lanyard-screenshots-'));
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
const lanyard = await startConsoleProgram(folder);
try {
  await shoot(browser, lanyard, emptyPages, 'empty');
  const { atlas, beacon, license, suspended, download } = await openShop(lanyard);
  await lanyard.call('apiKeys.create', { name: 'Build server', scopes: ['release:read', 'release:write'] });
  const licenseDock = `${lanyard.api}/api/index.php/v1/licensedock/downloads`;
  await fetch(`${licenseDock}/${atlas.number}?license_key=${license.key}`).then((answer) => answer.text());
  await fetch(`${licenseDock}/${beacon.number}?dlid=${license.key}`).then((answer) => answer.text());
  for (const key of [license.key, license.key, suspended.key, license.key]) await download(key);
  await shoot(
    browser,
    lanyard,
    {
      ...emptyPages,
      product: { path: `/products/${atlas.id}`, ready: 'text=2.1.0' },
      license: { path: `/licenses/${license.id}`, ready: '[role=dialog] >> text=Build server' },
    },
    'full',
  );
} finally {
  await lanyard.stop();
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
