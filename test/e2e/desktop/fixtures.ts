import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  _electron,
  type ConsoleMessage,
  type ElectronApplication,
  errors,
  expect,
  type Page,
  test as base,
} from 'playwright/test';
import type { Bridge } from '../../../shared/bridge.ts';
import type { DesktopStatus } from '../../../shared/desktop.ts';
import { packagedForTests } from '../../support/electron/package-app.ts';

declare global {
  interface Window {
    lanyard: Bridge;
  }
}

const programs = join(packagedForTests, 'linux-unpacked');

/** The packaged app with the fuse that Playwright needs. */
const forPlaywright = join(programs, 'lanyard-for-tests');

/** The packaged app as users get it. */
export const asShipped = join(programs, 'lanyard');

/** What every start needs here: the tests run as root, and each has folders of its own. */
export const startArguments = (folder: string): string[] => [
  '--no-sandbox',
  `--user-data-dir=${join(folder, 'user')}`,
  `--data=${join(folder, 'data')}`,
];

export type Desktop = {
  app: ElectronApplication;
  page: Page;
  /** The status, as soon as it is of this kind. */
  until: (state: DesktopStatus['state'], timeout?: number) => Promise<DesktopStatus>;
  /** The first address on which the running server answers. */
  api: () => Promise<string>;
  /** What the page may complain of in this test; anything else fails it. */
  mayComplain: (...patterns: RegExp[]) => void;
};

type Fixtures = {
  /** A folder of its own for one test, removed when the test is over. */
  folder: string;
  /** Starts the app; it ends with the test, which fails when a page complained. */
  launch: (options?: { args?: string[]; env?: Record<string, string> }) => Promise<Desktop>;
  desktop: Desktop;
};

export const test = base.extend<Fixtures>({
  // Playwright reads the fixtures that are needed from the pattern.
  // eslint-disable-next-line no-empty-pattern
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'lanyard-desktop-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  launch: async ({ folder }, use) => {
    const launched: { app: ElectronApplication; page: Page; allowed: RegExp[]; heard: string[] }[] = [];
    await use(async ({ args = [], env = {} } = {}) => {
      const app = await launchElectron({
        executablePath: forPlaywright,
        args: [...startArguments(folder), '--port=0', ...args],
        env: {
          ...(process.env as Record<string, string>),
          ELECTRON_ENABLE_SECURITY_WARNINGS: 'true',
          ...env,
        },
      });
      const page = await app.firstWindow();
      const allowed: RegExp[] = [];
      const heard: string[] = [];
      page.on('console', (message) => void heard.push(...complaint(message)));
      page.on('pageerror', (error) => void heard.push(error.stack ?? error.message));
      launched.push({ app, page, allowed, heard });
      const status = () => page.evaluate(() => window.lanyard.invoke('desktop.status', {}));
      const until = async (state: DesktopStatus['state'], timeout?: number) => {
        let found: DesktopStatus | undefined;
        await expect
          .poll(
            async () => {
              const reply = await status();
              found = reply.ok ? reply.value : undefined;
              return found?.state;
            },
            timeout === undefined ? {} : { timeout },
          )
          .toBe(state);
        return found!;
      };
      return {
        app,
        page,
        until,
        api: async () => (await until('running')).network.addresses[0]!,
        mayComplain: (...patterns) => void allowed.push(...patterns),
      };
    });
    for (const { app, page, allowed, heard } of launched) {
      // A page that is there still knows what it said before anybody listened.
      const complaints = await allComplaints(page).catch(() => heard);
      await app.close();
      expect(complaints.filter((text) => !allowed.some((pattern) => pattern.test(text)))).toEqual([]);
    }
  },
  desktop: async ({ launch }, use) => use(await launch()),
});

const ATTEMPTS = 4;

/** For how long a first attempt is waited for, in milliseconds; each next one gets as much more, since the machine may be slow. */
const FIRST_ATTEMPT_MS = 10_000;

/**
 * Playwright attaches to a window that is just being opened, and once in a while misses its first navigation: it then
 * waits for that for ever, while the window is there. Another attempt sees it.
 */
async function launchElectron(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await _electron.launch({ ...options, timeout: FIRST_ATTEMPT_MS * attempt });
    } catch (error) {
      if (!(error instanceof errors.TimeoutError) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** All that a page wrote as an error or a warning, from its first moment. */
async function allComplaints(page: Page): Promise<string[]> {
  const messages = await page.consoleMessages();
  const thrown = await page.pageErrors();
  return [...messages.flatMap(complaint), ...thrown.map((error) => error.stack ?? error.message)];
}

const complaint = (message: ConsoleMessage): string[] =>
  ['error', 'warning'].includes(message.type()) ? [message.text()] : [];

export { expect } from 'playwright/test';
