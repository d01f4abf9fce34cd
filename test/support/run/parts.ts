import { missingPackages } from '../electron/missing-packages.ts';
import { runChecks } from './check.ts';
import type { Missing, Part } from './part.ts';
import { runPlaywright } from './playwright.ts';
import { missingPrograms } from './programs.ts';
import { runVitest } from './vitest.ts';

/** Every part of `npm test`, in the order in which they run: what fails fast comes first. */
export const parts: readonly Part[] = [
  { name: 'check', about: 'format, lint, types and dead code', run: runChecks },
  {
    name: 'unit',
    about: 'single rules and modules',
    run: (around) => runVitest('unit', around),
  },
  {
    name: 'contract',
    about: 'golden answers of each dialect',
    run: (around) => runVitest('contract', around),
  },
  {
    name: 'integration',
    about: 'real servers, real files, real clients',
    requires: () => missingPrograms('aria2c', 'curl', 'minisign', 'php', 'wget'),
    minutes: 20,
    run: (around) => runVitest('integration', around),
  },
  {
    name: 'console',
    about: 'the pages in a browser, with a real server behind them',
    requires: () => missingPrograms('curl', 'chromium'),
    minutes: 20,
    run: (around) => runPlaywright('console', around),
  },
  {
    name: 'desktop',
    about: 'the packaged app in Electron',
    requires: missingForDesktop,
    minutes: 20,
    run: (around) => runPlaywright('desktop', around, ['xvfb-run', '-a']),
  },
];

/** The runtime itself comes from npm (test/support/electron); what it loads comes from the system. */
function missingForDesktop(): Missing | null {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return {
      reason: 'the Electron that these tests run is for Linux x64.',
      install: 'npm test on such a machine, or in a container of it',
    };
  const packages = missingPackages(true);
  return packages.length === 0
    ? null
    : {
        reason: `Electron needs ${packages.join(', ')}.`,
        install: `apt-get install ${packages.join(' ')}`,
      };
}
