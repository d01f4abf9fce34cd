import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LanyardProcess, startLanyardProcess } from '../support/lanyard-process.ts';
import { freePort } from '../support/ports.ts';
import { until } from '../support/until.ts';

/** Seats of the licence that more devices want. */
export const SEATS = 7;
const CROWDED = 'CROWD-AAAAA-BBBBB-CCCCC-DDDDD';
const LICENSE = 'LOADS-AAAAA-BBBBB-CCCCC-DDDDD';
/** Milliseconds that an orderly stop may take: running answers have ten seconds. */
const STOP_MS = 30_000;

/** What clients know. */
export type Counter = {
  folder: string;
  /** Where they keep files of theirs. */
  scratch: string;
  api: string;
  vendorId: string;
  product: string;
  apiKey: string;
  /** A licence of few seats. */
  crowded: string;
  /** A licence without limits. */
  license: string;
  /** Release files that are there from the start to the end. */
  stock: readonly { id: string; sha256: string; size: number }[];
};

export type Shop = Awaited<ReturnType<typeof openShop>>;

/** The real server on a data folder with a product, licences and releases, to be ended and started again in every way. */
export async function openShop(disk: string, scratch: string) {
  const port = await freePort();
  mkdirSync(scratch);
  let folder = join(disk, 'data');
  let server: LanyardProcess;
  let counter: Counter;

  const start = async (env: Readonly<Record<string, string>> = {}) => {
    const args = ['--no-rate-limits', '--port', String(port)];
    server = await startLanyardProcess(folder, { cwd: scratch, args, env });
  };

  await start();
  const { id: product } = await server!.call('products.create', { name: 'Compass' });
  await server!.call('licenses.create', { products: [product], key: CROWDED, seats: SEATS });
  await server!.call('licenses.create', { products: [product], key: LICENSE });
  const { key: apiKey } = await server!.call('apiKeys.create', { name: 'build server' });
  const stock: Counter['stock'][number][] = [];
  for (const [index, size] of [1000, 300_000, 9_000_000].entries()) {
    const bytes = randomBytes(size);
    const path = join(scratch, `stock-${index}.zip`);
    writeFileSync(path, bytes);
    const published = await server!.call('releases.publish', {
      path,
      product,
      version: `0.${index}`,
      latest: false,
    });
    stock.push({ id: published.file.id, sha256: createHash('sha256').update(bytes).digest('hex'), size });
  }
  const api = server!.api;
  counter = {
    folder,
    scratch,
    api,
    vendorId: server!.vendorId,
    product,
    apiKey,
    crowded: CROWDED,
    license: LICENSE,
    stock,
  };

  return {
    counter: (): Counter => counter,
    server: (): LanyardProcess => server,
    start,
    /**
     * Asks the server to end, and waits for it.
     * @returns what is wrong with how it ended
     */
    async stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<string | null> {
      if (server.isOver()) return `the server had ended: ${server.stderr()}`;
      server.child.kill(signal);
      if (!(await until(() => server.isOver(), STOP_MS))) {
        await server.kill();
        return `${signal} does not end the server within ${STOP_MS / 1000} s`;
      }
      const { code, signal: by } = await server.ended;
      return code === 0 ? null : `${signal} ended the server with ${code ?? by}: ${server.stderr()}`;
    },
    /** From now on the data folder is this one. */
    moveTo(path: string): void {
      folder = path;
      counter = { ...counter, folder };
    },
  };
}
