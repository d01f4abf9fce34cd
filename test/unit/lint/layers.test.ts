import { beforeAll, describe, expect, it } from 'vitest';
import { lintSnippets, type Snippet } from './lint-snippets.ts';

const LAYERS = 'eslint(no-restricted-imports)';
const everywhere = ['http', 'ipc', 'storage', 'files', 'server', 'console', 'cli'];

/** Every folder with what it must not import, and what it may. `*` becomes a file name. */
const layers: Record<string, { banned: string[]; allowed: string[] }> = {
  'src-main/*.ts': {
    banned: ['electron', 'koa', 'better-sqlite3', 'node:crypto', '../src-renderer/app.tsx'],
    allowed: ['node:fs', './server/start-server.ts'],
  },
  'src-main/main.ts': { banned: ['koa', 'better-sqlite3', 'node:crypto'], allowed: ['electron'] },
  'src-main/desktop/*.ts': {
    banned: ['koa', 'better-sqlite3', 'node:crypto'],
    allowed: ['electron', 'electron/main', 'node:fs', '../ipc/dispatch.ts'],
  },
  'src-main/preload.ts': {
    banned: ['node:fs', './ipc/dispatch.ts', '../shared/limits.ts'],
    allowed: ['electron'],
  },
  'src-main/cli/*.ts': {
    banned: ['electron', 'koa', 'better-sqlite3', 'node:crypto', '../desktop/window.ts'],
    allowed: ['node:fs', 'commander', '../server/start-server.ts'],
  },
  'src-main/server/*.ts': {
    banned: ['electron', 'koa', 'better-sqlite3', 'node:crypto', '../cli/serve.ts'],
    allowed: ['node:fs', '../storage/store.ts', '../http/server.ts'],
  },
  'src-main/console/*.ts': {
    banned: ['electron', 'better-sqlite3', 'node:crypto', 'node:fs', '../http/dialects/lukittu/index.ts'],
    allowed: ['koa', 'ws', '../ipc/session.ts'],
  },
  'src-main/http/*.ts': {
    banned: ['electron', 'better-sqlite3', 'node:crypto', 'node:fs', 'node:fs/promises'].concat(
      ['ipc', 'storage', 'server', 'console', 'cli'].map((layer) => `../${layer}/thing.ts`),
    ),
    allowed: ['koa', '@koa/router', 'zod', '../domain/core.ts', '../files/release-bytes.ts'],
  },
  'src-main/http/dialects/lukittu/*.ts': {
    banned: [
      '../cryptlex/errors.ts',
      '../licensedock/errors.ts',
      '../feeds/errors.ts',
      '../../../storage/store.ts',
      '../../../ipc/dispatch.ts',
      'node:crypto',
      'node:fs',
    ],
    allowed: ['./errors.ts', '../../dialect.ts', '../../../domain/refusal.ts', 'koa', 'zod'],
  },
  'src-main/http/dialects/cryptlex/*.ts': { banned: ['../lukittu/errors.ts'], allowed: ['./errors.ts'] },
  'src-main/http/dialects/licensedock/*.ts': { banned: ['../cryptlex/errors.ts'], allowed: ['./errors.ts'] },
  'src-main/ipc/*.ts': {
    banned: ['electron', 'koa', 'better-sqlite3', 'node:crypto', 'node:fs', '../storage/store.ts'],
    allowed: ['zod', '../domain/core.ts', './dispatch.ts'],
  },
  'src-main/ipc/handlers/*.ts': {
    banned: ['node:fs/promises', '../../http/server.ts', '../../storage/store.ts', '../../server/lanyard.ts'],
    allowed: ['../dispatch.ts', './server.ts', '../../domain/core.ts'],
  },
  'src-main/ipc/transports/*.ts': {
    banned: ['electron', 'node:crypto', '../../domain/core.ts'],
    allowed: ['node:fs', 'node:net', '../session.ts'],
  },
  'src-main/domain/licenses/*.ts': {
    banned: [
      'koa',
      'zod',
      'electron',
      'better-sqlite3',
      'node:crypto',
      'node:fs',
      'node:http',
      'semver',
    ].concat(everywhere.map((layer) => `../../${layer}/thing.ts`)),
    allowed: ['node:url', '../core.ts', '../../crypto/secrets.ts', '../../../shared/refusals.ts'],
  },
  'src-main/domain/store.ts': { banned: ['../storage/store.ts', '../files/release-bytes.ts'], allowed: [] },
  'src-main/storage/*.ts': {
    banned: ['electron', 'koa', 'zod', 'node:crypto', 'node:net', '../http/server.ts', '../ipc/dispatch.ts'],
    allowed: ['better-sqlite3', 'node:fs', 'node:path', '../domain/model.ts', '../crypto/vault.ts'],
  },
  'src-main/files/*.ts': {
    banned: ['electron', 'koa', 'better-sqlite3', 'node:crypto', '../http/server.ts', '../storage/store.ts'],
    allowed: ['node:fs', 'yauzl', '../crypto/digests.ts'],
  },
  'src-main/transfer/*.ts': {
    banned: ['electron', 'koa', 'node:fs', 'better-sqlite3', '../domain/core.ts', '../storage/store.ts'],
    allowed: ['csv-parse/sync', 'zod', './columns.ts', '../../shared/model/transfer.ts'],
  },
  'src-main/crypto/*.ts': {
    banned: ['electron', 'koa', 'node:fs', '../domain/core.ts', '../../shared/limits.ts'],
    allowed: ['node:crypto', 'node:util', './digests.ts'],
  },
  'shared/*.ts': {
    banned: ['koa', 'react', 'node:fs', 'electron', '../src-main/domain/core.ts', '../src-renderer/app.tsx'],
    allowed: ['zod', './limits.ts', './model/enums.ts'],
  },
  'src-renderer/features/licenses/*.tsx': {
    banned: ['electron', 'node:fs', 'koa', '../../../src-main/domain/core.ts', '../../../test/support/x.ts'],
    allowed: [
      'react',
      'react-dom/client',
      'react-router',
      '@mantine/core',
      '@mantine/core/styles.css',
      '@tanstack/react-query',
      '@tabler/icons-react',
      'zod',
      '../../api/connection.ts',
      '../../../shared/contract.ts',
    ],
  },
};

const cases = (kind: 'banned' | 'allowed') =>
  Object.entries(layers).flatMap(([path, rules]) => rules[kind].map((from) => ({ path, from })));
const importing = ({ path, from }: { path: string; from: string }): Snippet => ({
  path,
  code: `import * as thing from '${from}';\nexport const use = () => thing;\n`,
});

const banned = cases('banned');
const allowed = cases('allowed');
const kinds: (Snippet & { title: string; good: boolean })[] = [
  {
    title: 'a dynamic import is an import',
    path: 'src-main/domain/*.ts',
    code: `export const load = () => import('koa');\n`,
    good: false,
  },
  {
    title: 're-exporting is importing',
    path: 'src-main/domain/*.ts',
    code: `export { createServer } from 'node:http';\n`,
    good: false,
  },
  {
    title: 'a type is an import too',
    path: 'src-main/domain/*.ts',
    code: `import type { Store } from '../storage/store.ts';\nexport type Mine = Store;\n`,
    good: false,
  },
  {
    title: 'domain/store.ts may take the type of the store',
    path: 'src-main/domain/store.ts',
    code: `export type { Store } from '../storage/store.ts';\n`,
    good: true,
  },
  {
    title: 'ipc/ may take types of the server',
    path: 'src-main/ipc/handlers/*.ts',
    code: `import type { Lanyard } from '../../server/lanyard.ts';\nexport type Mine = Lanyard;\n`,
    good: true,
  },
  {
    title: 'the preload may take types of shared/',
    path: 'src-main/preload.ts',
    code: `import type { Reply } from '../shared/reply.ts';\nexport type Mine = Reply<string>;\n`,
    good: true,
  },
];

describe('the layer rules', () => {
  let found: string[][] = [];
  beforeAll(() => {
    found = lintSnippets([...[...banned, ...allowed].map(importing), ...kinds]);
  }, 60_000);

  it.each(banned.map((one, index) => ({ ...one, index })))('keep $from out of $path', ({ index }) => {
    expect(found[index]).toContain(LAYERS);
  });
  it.each(allowed.map((one, index) => ({ ...one, index })))('let $path import $from', ({ index }) => {
    expect(found[banned.length + index]).not.toContain(LAYERS);
  });
  it.each(kinds.map((one, index) => ({ ...one, index })))('know that $title', ({ index, good }) => {
    const rules = found[banned.length + allowed.length + index]!;
    expect(rules.includes(LAYERS)).toBe(!good);
  });
});
