import { availableParallelism } from 'node:os';
import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;
const at = (path: string) => resolve(root, path);

/** Everything else is bundled; these are loaded from the runtime or from node_modules. */
const external = [
  'electron',
  'better-sqlite3',
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
];

/** The entries that run outside the window: the desktop app, its workers and the command line. */
const mainEntries = {
  main: at('src-main/main.ts'),
  'server-thread': at('src-main/server-thread.ts'),
  'back-office': at('src-main/back-office.ts'),
  'copy-process': at('src-main/copy-process.ts'),
  launch: at('src-main/launch.ts'),
  cli: at('src-main/cli.ts'),
};

export default defineConfig({
  root: process.env['VITEST'] ? root : at('src-renderer'),
  base: './',
  publicDir: false,
  plugins: [react()],
  // Dependencies of the main bundle that look for a browser build find the Node one.
  builder: {
    async buildApp(builder) {
      for (const name of ['main', 'preload', 'client']) await builder.build(builder.environments[name]!);
    },
  },
  environments: {
    client: {
      // Loaded from this machine, so that one file costs nothing.
      build: { outDir: at('dist/renderer'), emptyOutDir: true, chunkSizeWarningLimit: 2000 },
    },
    main: {
      consumer: 'server',
      resolve: { noExternal: true, external, conditions: ['node'] },
      build: {
        ssr: true,
        target: 'node20',
        outDir: at('dist/main'),
        emptyOutDir: true,
        minify: false,
        rolldownOptions: {
          input: mainEntries,
          external,
          checks: { eval: false }, // depd, deep inside Koa, has one that never sees a client's text
          // Flat, so that `new URL('./back-office.js', import.meta.url)` is right in whichever file it ends up.
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name].js' },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: ['electron'] },
      build: {
        ssr: true,
        target: 'node20',
        outDir: at('dist/preload'),
        emptyOutDir: true,
        minify: false,
        rolldownOptions: {
          input: { preload: at('src-main/preload.ts') },
          external: ['electron'],
          output: { format: 'cjs', entryFileNames: 'preload.cjs' },
        },
      },
    },
  },
  test: {
    globalSetup: at('test/support/build-once.ts'),
    css: true, // the server hands some out, and Vitest would empty them
    // Limits are there for what hangs, not for what is slow: build machines are busy at times.
    testTimeout: 180_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: Math.max(2, availableParallelism() - 1), // most tests wait for a program; one alone leaves a core idle
    projects: ['unit', 'integration', 'contract'].map((name) => ({
      extends: true as const,
      test: { name, include: [`test/${name}/**/*.test.ts`] },
    })),
  },
});
