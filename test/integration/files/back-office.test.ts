import { rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openBackOffice } from '../../../src-main/files/back-office.ts';
import { digestBytes } from '../../../src-main/files/digest-file.ts';
import { openCopies } from '../../../src-main/files/copies.ts';
import { openReleaseBytes } from '../../../src-main/files/release-bytes.ts';
import { filesIn } from '../../support/files.ts';
import { emptyQuarantine } from '../../support/quarantine.ts';
import { meddledWorker } from '../../support/meddled-worker.ts';
import { backOfficeEntry, launchCopy, temporaryFolder, testServer } from '../../support/server.ts';

test('a thread that dies fails what it was doing, is reported, and is there again for the next task', async () => {
  const folder = temporaryFolder();
  const flag = join(temporaryFolder(), 'die');
  const entry = meddledWorker(`if (existsSync(${JSON.stringify(flag)})) throw new Error('died on purpose');`);
  const crashes: Error[] = [];
  const backOffice = openBackOffice(entry, folder, (error) => void crashes.push(error));
  onTestFinished(() => backOffice.close());
  const bytes = openReleaseBytes(folder, backOffice, openCopies(launchCopy), () => true, emptyQuarantine);
  const upload = (name: string) => {
    const path = join(bytes.incomingFolder, name);
    writeFileSync(path, 'content');
    return bytes.adopt(path, name);
  };

  writeFileSync(flag, '');
  const failed = await Promise.allSettled([upload('a'), upload('b')]);
  expect(failed.map((result) => result.status)).toEqual(['rejected', 'rejected']);
  expect(crashes.map((error) => error.message)).toEqual(['died on purpose']);
  rmSync(flag);
  await expect(upload('a')).resolves.toMatchObject({ size: 7 });
  expect(filesIn(join(folder, 'incoming'))).toEqual([]);
});

test('a thread whose program is missing fails its tasks instead of leaving them waiting', async () => {
  const folder = temporaryFolder();
  const crashes: Error[] = [];
  const entry = pathToFileURL(join(folder, 'missing.js'));
  const backOffice = openBackOffice(entry, folder, (error) => void crashes.push(error));
  await expect(backOffice.run('inspectJar', { path: 'x' })).rejects.toThrow('stopped');
  expect(crashes).toHaveLength(1);
});

test('a closed back office fails what waits, and starts no thread any more', async () => {
  const backOffice = openBackOffice(backOfficeEntry, temporaryFolder(), () => {});
  // oxlint-disable-next-line vitest/valid-expect -- awaited once the back office is closed
  const waiting = expect(backOffice.run('inspectJar', { path: 'x' })).rejects.toThrow('closing');
  await backOffice.close();
  await waiting;
  await expect(backOffice.run('inspectJar', { path: 'x' })).rejects.toThrow('closed');
});

test('a full disk is noticed while the bytes are copied', async () => {
  const path = join(temporaryFolder(), 'source');
  writeFileSync(path, 'content');
  const [source, full] = [await open(path, 'r'), await open('/dev/full', 'w')];
  await expect(digestBytes(source, full, {})).rejects.toMatchObject({ code: 'ENOSPC' });
  await Promise.all([source.close(), full.close()]);
});

test('a full disk loses nothing: the vendor is told, and the old release is as it was', async () => {
  let isFull = false;
  const server = await testServer({
    launchCopy: (order, tell, ended) => {
      if (!isFull) return launchCopy(order, tell, ended);
      // Writes some bytes and then fails as the file system would.
      writeFileSync(order.copyTo, 'some');
      const message = 'ENOSPC: no space left on device, write';
      setImmediate(tell, { failed: { name: 'Error', message, code: 'ENOSPC', syscall: 'write' } });
      return () => setImmediate(ended);
    },
  });
  await server.call('products.create', { name: 'App' });
  await server.publish('old', { product: 'App', version: '1' });
  const before = filesIn(join(server.folder, 'files'));
  isFull = true;
  await expect(server.publish('new', { product: 'App', version: '2' })).rejects.toThrow(
    'disk_full: The disk that holds the data folder is full. Nothing was changed',
  );
  expect(filesIn(join(server.folder, 'incoming'))).toEqual([]);
  expect(filesIn(join(server.folder, 'files'))).toEqual(before);
  expect(await server.call('releases.list', { product: 'App' })).toMatchObject([
    { version: '1', latest: true },
  ]);
});
