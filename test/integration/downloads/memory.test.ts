import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cliOn, serve } from '../../support/cli.ts';
import { temporaryFolder } from '../../support/folder.ts';

const MIB = 1024 * 1024;
const CLIENTS = 8;
/** Far more for eight clients than memory may grow by; `npm run bench` does the same with 2 GiB. */
const SIZE = 256 * MIB;

/** Resident memory of a process in bytes. */
const memoryOf = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024;

/** Downloads and throws away. @returns how many bytes came */
const download = (url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length)).on('end', () => resolve(bytes));
      response.on('error', reject);
    }).on('error', reject);
  });

test('a large file for eight clients at once costs no more than some buffers', async () => {
  const folder = temporaryFolder();
  const path = join(temporaryFolder(), 'large.zip');
  writeFileSync(path, '');
  truncateSync(path, SIZE);
  const server = await serve(folder);
  const cli = cliOn(folder);
  await cli.json('product', 'create', '--name', 'App');
  const { key } = await cli.json<{ key: string }>('license', 'create', '--product', 'App');
  const { file } = await cli.json<{ file: { id: string } }>(
    'release',
    'publish',
    path,
    '--product',
    'App',
    '--version',
    '1',
  );

  const before = memoryOf(server.child.pid!);
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, memoryOf(server.child.pid!))), 10);
  const urls = Array.from({ length: CLIENTS }, () => `${server.api}/v3/${file.id}?key=${key}`);
  const received = await Promise.all(urls.map(download));
  clearInterval(watch);
  expect(received).toEqual(urls.map(() => SIZE));
  expect((peak - before) / MIB).toBeLessThan(64);
});
