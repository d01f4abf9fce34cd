import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runStandIn } from './stand-in.ts';

/** The SQLite binary wants Node-API 10, which Node has from 22.14 on. */
const NODE_API = 10;

/** Set for a Lanyard that another one started, so that it ends when that one does. */
const MARK = 'LANYARD_LAUNCHED';

/** Whether this Node can run Lanyard. A launched process also learns here when its launcher is gone. */
export function isNewEnough(): boolean {
  if (Number(process.versions.napi) < NODE_API) return false;
  if (process.env[MARK] === '1' && process.channel) {
    process.channel.unref();
    process.once('disconnect', () => process.exit(1)); // the launcher was killed: nobody else would stop this one
  }
  return true;
}

/**
 * Runs the same command line with the Node that came along, as if it were this process: same streams, same signals,
 * same exit code.
 * @param args the script and its arguments
 */
export async function runWithNewerNode(args: string[]): Promise<void> {
  const node = process.env[MARK] === '1' ? null : bundledNode();
  if (node === null) {
    process.stderr.write(
      `lanyard: Node ${process.version} is too old. Use Node 22.14 or newer, or install Lanyard with its optional dependencies, which bring one.\n`,
    );
    process.exitCode = 1;
    return;
  }
  await runStandIn(node, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [MARK]: '1' },
  });
}

/** The Node of the platform package among the optional dependencies, or the one of a checkout. */
function bundledNode(): string | null {
  const require = createRequire(import.meta.url);
  const { platform, arch } = process;
  const name = { win32: 'node-win', darwin: arch === 'arm64' ? 'node-bin-darwin' : 'node-darwin' }[
    platform as string
  ];
  for (const candidate of [`${name ?? `node-${platform}`}-${arch}`, 'node'])
    try {
      const manifest = require.resolve(`${candidate}/package.json`);
      const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: { node: string } };
      const path = join(dirname(manifest), bin.node);
      if (existsSync(path)) return path;
    } catch {
      // not installed: the next one may be
    }
  return null;
}
