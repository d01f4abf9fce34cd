import { runChecks } from './check.ts';
import type { Part } from './part.ts';
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
    run: (around) => runVitest('integration', around),
  },
];
