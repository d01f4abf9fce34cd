import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startServer } from '../../../src-main/server/start-server.ts';
import { backOfficeEntry, temporaryFolder, testServer } from '../../support/server.ts';

/** A disk of so many bytes, where this user may make one; else null. */
function smallDisk(bytes: number): string | null {
  const disk = join(temporaryFolder(), 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', disk], { stdio: 'ignore' });
  } catch {
    return null;
  }
  onTestFinished(() => void execFileSync('umount', ['--lazy', disk]));
  return disk;
}

/** Fills a disk to its last byte. @returns how to empty it again */
function fill(disk: string): () => void {
  const path = join(disk, 'filling');
  try {
    writeFileSync(path, Buffer.alloc(8 * 1024 * 1024));
  } catch {
    // as meant
  }
  return () => rmSync(path);
}

it.for(['new', 'used'])(
  'a %s folder on a full disk is not opened, and it is said why',
  async (which, { skip }) => {
    const disk = smallDisk(4 * 1024 * 1024);
    if (disk === null) return skip('only root may mount a disk');
    const folder = join(disk, 'data');
    if (which === 'used') await (await testServer({ folder })).stop();
    const empty = fill(disk);
    await expect(startServer({ folder, port: 0, backOfficeEntry })).rejects.toMatchObject({
      problem: 'disk_full',
      message: expect.stringContaining(folder) as string,
    });
    empty();
    const server = await testServer({ folder });
    expect(await server.call('products.list', {})).toEqual([]);
  },
);

it('a change that the full disk does not take is refused in words, and the server goes on', async ({
  skip,
}) => {
  const disk = smallDisk(4 * 1024 * 1024);
  if (disk === null) return skip('only root may mount a disk');
  const server = await testServer({ folder: join(disk, 'data') });
  const empty = fill(disk);
  expect(await server.dispatch('products.create', { name: 'Compass' }, 'local')).toMatchObject({
    ok: false,
    error: { code: 'disk_full' },
  });
  empty();
  expect(await server.call('products.create', { name: 'Compass' })).toMatchObject({ number: 1 });
});
