import { beforeAll, describe, expect, it } from 'vitest';
import { lintSnippets } from './lint-snippets.ts';

/** A rule with a line that breaks it and one that does the same job properly. */
const cases = [
  {
    rule: 'typescript(no-explicit-any)',
    path: 'src-main/domain/*.ts',
    bad: 'export const size = (value: any): number => value.length;\n',
    good: 'export const size = (value: string): number => value.length;\n',
  },
  {
    rule: 'typescript(no-floating-promises)',
    path: 'src-main/files/*.ts',
    bad: `import { rm } from 'node:fs/promises';\nexport function drop(path: string) {\n  rm(path);\n}\n`,
    good: `import { rm } from 'node:fs/promises';\nexport async function drop(path: string) {\n  await rm(path);\n}\n`,
  },
  {
    rule: 'typescript(no-misused-promises)',
    path: 'src-main/server/*.ts',
    bad: `export const each = (all: string[], work: (one: string) => Promise<void>) => all.forEach(work);\n`,
    good: `export const each = (all: string[], work: (one: string) => void) => all.forEach(work);\n`,
  },
  {
    rule: 'typescript(consistent-type-imports)',
    path: 'src-main/domain/*.ts',
    bad: `import { Core } from './core.ts';\nexport type Mine = Core;\n`,
    good: `import type { Core } from './core.ts';\nexport type Mine = Core;\n`,
  },
  {
    rule: 'typescript(ban-ts-comment)',
    path: 'shared/*.ts',
    bad: `// @ts-ignore\nexport const one: string = 1;\n`,
    good: `export const one = 1;\n`,
  },
  {
    rule: 'typescript(switch-exhaustiveness-check)',
    path: 'shared/*.ts',
    bad: `export function word(way: 'in' | 'out') {\n  switch (way) {\n    case 'in':\n      return 1;\n  }\n}\n`,
    good: `export function word(way: 'in' | 'out') {\n  switch (way) {\n    case 'in':\n      return 1;\n    case 'out':\n      return 2;\n  }\n}\n`,
  },
  {
    rule: 'eslint(no-console)',
    path: 'src-main/server/*.ts',
    bad: `console.log('started');\n`,
    good: `process.stdout.write('started');\n`,
  },
  {
    rule: 'eslint(no-restricted-globals)',
    path: 'src-main/domain/*.ts',
    bad: 'export const id = () => crypto.randomUUID();\n',
    good: `import { newId } from '../crypto/secrets.ts';\nexport const id = () => newId();\n`,
  },
  {
    rule: 'unicorn(prefer-node-protocol)',
    path: 'src-main/server/*.ts',
    bad: `import { join } from 'path';\nexport const both = (a: string, b: string) => join(a, b);\n`,
    good: `import { join } from 'node:path';\nexport const both = (a: string, b: string) => join(a, b);\n`,
  },
  {
    rule: 'import(no-default-export)',
    path: 'src-renderer/*.tsx',
    bad: 'export default 1;\n',
    good: 'export const one = 1;\n',
  },
  {
    rule: 'eslint(eqeqeq)',
    path: 'src-main/domain/*.ts',
    bad: 'export const same = (a: string, b: string) => a == b;\n',
    good: 'export const none = (a: string | null | undefined) => a == null;\n',
  },
  {
    rule: 'vitest(no-disabled-tests)',
    path: 'test/unit/*.test.ts',
    bad: `import { expect, it } from 'vitest';\nit.skip('adds', () => expect(1 + 1).toBe(2));\n`,
    good: `import { expect, it } from 'vitest';\nit('adds', () => expect(1 + 1).toBe(2));\n`,
  },
  {
    rule: 'vitest(no-focused-tests)',
    path: 'test/unit/*.test.ts',
    bad: `import { expect, it } from 'vitest';\nit.only('adds', () => expect(1 + 1).toBe(2));\n`,
    good: `import { expect, it } from 'vitest';\nit('adds', () => expect(1 + 1).toBe(2));\n`,
  },
];

describe('the linter', () => {
  let found: string[][] = [];
  beforeAll(() => {
    found = lintSnippets(
      cases.flatMap(({ path, bad, good }) => [
        { path, code: bad },
        { path, code: good },
      ]),
    );
  }, 60_000);

  it.each(cases.map((one, index) => ({ ...one, index })))(
    'refuses $path that breaks $rule',
    ({ rule, index }) => {
      expect(found[index * 2]).toContain(rule);
    },
  );
  it.each(cases.map((one, index) => ({ ...one, index })))(
    'passes $path that keeps $rule',
    ({ rule, index }) => {
      expect(found[index * 2 + 1]).not.toContain(rule);
    },
  );
});
