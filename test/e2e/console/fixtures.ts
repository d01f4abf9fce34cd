import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, expect, type Page, test as base } from 'playwright/test';
import { type ConsoleProgram, startConsoleProgram } from '../../support/console.ts';

type Fixtures = {
  /** A folder of its own for one test, removed when the test is over. */
  folder: string;
  /** The program, serving an empty data folder. */
  lanyard: ConsoleProgram;
  /** A page that is logged in. The test fails when it complains. */
  page: Page;
  /** What the page may complain of in this test. */
  mayComplain: (...patterns: RegExp[]) => void;
};

/** The sizes of the window that matter: the usual one and the smallest. */
export const sizes = [
  { width: 1280, height: 800 },
  { width: 900, height: 600 },
] as const;

export const test = base.extend<Fixtures, { chromiumOfDebian: Browser }>({
  chromiumOfDebian: [
    // Playwright reads the fixtures that are needed from the pattern.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const browser = await chromium.launch({
        executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
        args: ['--no-sandbox'], // the tests may run as root
      });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'lanyard-console-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  lanyard: async ({ folder }, use) => {
    const program = await startConsoleProgram(folder);
    await use(program);
    await program.stop();
  },
  // eslint-disable-next-line no-empty-pattern
  mayComplain: async ({}, use) => {
    const allowed: RegExp[] = [];
    await use(Object.assign((...patterns: RegExp[]) => void allowed.push(...patterns), { allowed }));
  },
  page: async ({ lanyard, chromiumOfDebian, mayComplain }, use) => {
    const context = await chromiumOfDebian.newContext({
      viewport: sizes[0],
      colorScheme: 'light',
      locale: 'en-GB',
      timezoneId: 'Europe/Berlin',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
    await page.goto(lanyard.link);
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
    await use(page);
    await context.close();
    const { allowed } = mayComplain as unknown as { allowed: RegExp[] };
    expect(complaints.filter((text) => !allowed.some((pattern) => pattern.test(text)))).toEqual([]);
  },
});

/** Goes to a page by its address, and waits until it is there. */
export async function open(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), path);
  const area = path.split(/[/?]/)[1];
  const here = page.locator('nav a[aria-current="page"]');
  if (area === 'nowhere') await expect(here).toHaveCount(0);
  else await expect(here).toHaveAttribute('href', `#/${area}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

export { expect } from 'playwright/test';
