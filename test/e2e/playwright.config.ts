import { defineConfig } from 'playwright/test';

/** The end-to-end tests: `playwright test -c test/e2e`. The desktop ones want a display: `xvfb-run -a …`. */
export default defineConfig({
  outputDir: '../../test-results',
  forbidOnly: true,
  workers: 1,
  // A machine that does much else at the time: these end what never comes.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  projects: [
    { name: 'console', testDir: 'console' },
    { name: 'package', testDir: 'desktop', testMatch: 'package.setup.ts' },
    { name: 'desktop', testDir: 'desktop', dependencies: ['package'] },
  ],
});
