import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rssMiB, startHeadless, startProgram } from './programs.ts';
import type { Result } from './report.ts';

const SIZE = 2 * 1024 ** 3;
const CLIENTS = 8;

/** How much the server's memory grows while it streams 2 GiB to eight clients at once. */
export async function measureMemory(
  folder: string,
  say: (line: string) => void,
): Promise<Pick<Result, 'rssGrowthMiB'>> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'sparse.bin');
  writeFileSync(path, '');
  truncateSync(path, SIZE);
  const server = await startHeadless(join(folder, 'data'));
  await server.call('products.create', { name: 'Bench' });
  const { key } = await server.call('licenses.create', { products: ['Bench'] });
  say('memory: publishing 2 GiB …');
  const { file } = await server.call('releases.publish', { path, product: 'Bench', version: '1.0' });

  say(`memory: 2 GiB to ${CLIENTS} clients at once …`);
  const before = rssMiB(server.pid);
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, rssMiB(server.pid))), 20);
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const client = await startProgram<{ bytes: number }>(process.execPath, [
        join(import.meta.dirname, 'fetch-bytes.ts'),
        String(server.port),
        `/v3/${file.id}?key=${key}`,
      ]);
      if (client.first.bytes < SIZE) throw new Error(`A client got ${client.first.bytes} bytes only`);
    }),
  );
  clearInterval(watch);
  say(`  from ${before.toFixed(0)} to ${peak.toFixed(0)} MiB`);
  await server.stop();
  return { rssGrowthMiB: peak - before };
}
