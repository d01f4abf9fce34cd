/**
 * `npm run dev`: builds with every change, and serves what was built last.
 * Its arguments are those of `lanyard serve`, e.g. `npm run dev -- --data /tmp/try --port 0`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createBuilder } from 'vite';
import { root } from './run/tool.ts';

let server: ChildProcess | undefined;
let stopping = false;

/** The old server has to give the data folder back before the new one can take it. */
async function serveAgain(): Promise<void> {
  const before = server;
  server = undefined;
  if (before && before.exitCode === null) {
    before.kill();
    await once(before, 'exit');
  }
  if (stopping || server) return;
  const args = ['dist/main/launch.js', 'serve', ...process.argv.slice(2)];
  server = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    stopping = true;
    void serveAgain().then(() => process.exit());
  });

const builder = await createBuilder({
  logLevel: 'warn',
  build: { watch: {} },
  plugins: [
    {
      name: 'serve-again',
      writeBundle() {
        if (this.environment.name === 'main') void serveAgain();
      },
    },
  ],
});
await builder.buildApp();
