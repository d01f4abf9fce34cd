import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openBackOffice } from '../../../src-main/files/back-office.ts';
import { openCopies } from '../../../src-main/files/copies.ts';
import { openReleaseBytes } from '../../../src-main/files/release-bytes.ts';
import { filesIn } from '../../support/files.ts';
import { jar } from '../../support/jar.ts';
import { openedOf } from '../../support/opened.ts';
import { emptyQuarantine } from '../../support/quarantine.ts';
import { soon } from '../../support/soon.ts';
import { backOfficeEntry, launchCopy, temporaryFolder } from '../../support/server.ts';

const digest = (algorithm: string, content: Buffer) => createHash(algorithm).update(content).digest('hex');
const placeOf = (sha256: string) => join('files', sha256.slice(0, 2), sha256);

/** The release bytes of a new folder, where a set of names stands for the releases. */
function setUp() {
  const folder = temporaryFolder();
  const crashes: Error[] = [];
  const backOffice = openBackOffice(backOfficeEntry, folder, (error) => void crashes.push(error));
  onTestFinished(() => backOffice.close());
  const named = new Set<string>();
  const bytes = openReleaseBytes(
    folder,
    backOffice,
    openCopies(launchCopy),
    (sha256) => named.has(sha256),
    emptyQuarantine,
  );
  const source = (content: Buffer) => {
    const path = join(temporaryFolder(), 'source');
    writeFileSync(path, content);
    return path;
  };
  return { folder, bytes, named, crashes, source };
}

describe('what comes in', () => {
  test('is copied under its SHA-256, with every digest known', async () => {
    const { folder, bytes, source } = setUp();
    const content = randomBytes(2_500_000);
    const pinned = await bytes.copyIn(source(content), 'app.zip');
    const sha256 = digest('sha256', content);
    expect(pinned).toMatchObject({
      size: content.length,
      sha256,
      sha512: digest('sha512', content),
      md5: digest('md5', content),
      jar: null,
    });
    expect(filesIn(folder)).toEqual([placeOf(sha256)]);
    expect(readFileSync(join(folder, placeOf(sha256))).equals(content)).toBe(true);
  });

  test('over the network is taken over from where it was written', async () => {
    const { folder, bytes } = setUp();
    const content = await jar({ 'plugin.yml': 'main: a.B\nversion: 2.0\n' });
    const path = join(bytes.incomingFolder, 'upload');
    writeFileSync(path, content);
    const pinned = await bytes.adopt(path, 'Plugin.JAR');
    expect(pinned).toMatchObject({ size: content.length, jar: { mainClass: 'a.B', version: '2.0' } });
    expect(filesIn(folder)).toEqual([placeOf(pinned.sha256)]);
  });

  test('may be empty', async () => {
    const { bytes, source } = setUp();
    const pinned = await bytes.copyIn(source(Buffer.alloc(0)), 'empty');
    const opened = await openedOf(bytes.open(pinned));
    expect(opened.size).toBe(0);
    await opened.close();
  });

  test('is gone again when its upload comes to nothing', async () => {
    const { folder, bytes, source } = setUp();
    const pinned = await bytes.copyIn(source(Buffer.from('x')), 'x');
    await pinned.release();
    await pinned.release(); // once is enough
    expect(filesIn(folder)).toEqual([]);
  });

  test('stays when a release took its name', async () => {
    const { folder, bytes, named, source } = setUp();
    const pinned = await bytes.copyIn(source(Buffer.from('x')), 'x');
    named.add(pinned.sha256);
    await pinned.release();
    expect(filesIn(folder)).toEqual([placeOf(pinned.sha256)]);
  });

  test('twice at once stays until the second upload is over too', async () => {
    const { folder, bytes, source } = setUp();
    const [first, second] = await Promise.all(
      ['a', 'b'].map((name) => bytes.copyIn(source(Buffer.from('same')), name)),
    );
    await first!.release();
    expect(filesIn(folder)).toEqual([placeOf(second!.sha256)]);
    await second!.release();
    expect(filesIn(folder)).toEqual([]);
  });

  test('replaces bytes that were damaged on the disk', async () => {
    const { folder, bytes, named, source } = setUp();
    const content = randomBytes(1000);
    const pinned = await bytes.copyIn(source(content), 'x');
    named.add(pinned.sha256);
    truncateSync(join(folder, placeOf(pinned.sha256)), 10);
    await bytes.copyIn(source(content), 'x');
    expect(readFileSync(join(folder, placeOf(pinned.sha256))).equals(content)).toBe(true);
  });
});

describe('what cannot come in leaves nothing behind', () => {
  test('when it is cancelled on its way', async () => {
    const { folder, bytes } = setUp();
    const path = join(temporaryFolder(), 'huge');
    writeFileSync(path, '');
    truncateSync(path, 20 * 1024 ** 3);
    const controller = new AbortController();
    const copied: number[] = [];
    const copying = bytes.copyIn(path, 'huge', {
      signal: controller.signal,
      onProgress: ({ bytes: count }) => {
        if (count === 0) return;
        copied.push(count);
        controller.abort();
      },
    });
    await expect(copying).rejects.toMatchObject({ name: 'AbortError' });
    expect(copied[0]).toBeGreaterThan(0);
    await soon(() => expect(filesIn(folder)).toEqual([]));
  });

  test('when it was cancelled before it began', async () => {
    const { folder, bytes, source } = setUp();
    const copying = bytes.copyIn(source(Buffer.from('x')), 'x', { signal: AbortSignal.abort() });
    await expect(copying).rejects.toMatchObject({ name: 'AbortError' });
    expect(filesIn(folder)).toEqual([]);
  });

  test('when it does not exist, or is a folder', async () => {
    const { folder, bytes } = setUp();
    await expect(bytes.copyIn(join(folder, 'no'), 'no')).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(bytes.copyIn(temporaryFolder(), 'no')).rejects.toMatchObject({
      code: 'file_unreadable',
      message: expect.stringContaining('is not a file'),
    });
    expect(filesIn(folder)).toEqual([]);
  });
});

describe('bytes that are read', () => {
  test('stay until the last reader is done', async () => {
    const { folder, bytes, named, source } = setUp();
    const pinned = await bytes.copyIn(source(Buffer.from('content')), 'x');
    named.add(pinned.sha256);
    await pinned.release();
    const readers = [await openedOf(bytes.open(pinned)), await openedOf(bytes.open(pinned))];
    named.clear();
    await bytes.collect([pinned.sha256]);
    await readers[0]!.close();
    expect(filesIn(folder)).toEqual([placeOf(pinned.sha256)]);
    const { buffer } = await readers[1]!.handle.read(Buffer.alloc(7), 0, 7, 0);
    expect(buffer.toString()).toBe('content');
    await readers[1]!.close();
    expect(filesIn(folder)).toEqual([]);
  });

  test('are not deleted while a release names them', async () => {
    const { folder, bytes, named, source } = setUp();
    const pinned = await bytes.copyIn(source(Buffer.from('x')), 'x');
    named.add(pinned.sha256);
    await pinned.release();
    await bytes.collect([pinned.sha256]);
    expect(filesIn(folder)).toEqual([placeOf(pinned.sha256)]);
  });

  test('are missing rather than an error when they are not there', async () => {
    const { bytes } = setUp();
    expect(await bytes.open({ sha256: '0'.repeat(64), size: 1 })).toBe('missing');
    await bytes.collect(['0'.repeat(64)]);
  });

  test.each(['../../etc/passwd', '', 'A'.repeat(64), `../${'a'.repeat(61)}`, `${'a'.repeat(64)}/..`])(
    'have no other name than a SHA-256 (%j)',
    async (name) => {
      const { bytes } = setUp();
      await expect(bytes.open({ sha256: name, size: 1 })).rejects.toThrow('named by their SHA-256');
      await expect(bytes.collect([name])).rejects.toThrow('named by their SHA-256');
    },
  );
});
