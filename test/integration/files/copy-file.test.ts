import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyFile } from '../../../src-main/files/copy-file.ts';
import { temporaryFolder } from '../../support/folder.ts';

const MEBIBYTE = 1024 * 1024;

/** A file of five mebibytes, which are read one by one, and a way to copy it. */
function setUp() {
  const folder = temporaryFolder();
  const path = join(folder, 'setup-1.0.exe');
  const content = randomBytes(5 * MEBIBYTE);
  writeFileSync(path, content);
  const copyTo = join(folder, 'copy');
  const told: object[] = [];
  /** @param during what another program does once two mebibytes were read */
  const copy = (during = () => {}, limit = 100 * MEBIBYTE) =>
    copyFile({ path, copyTo, limit }, (step) => {
      told.push(step);
      if ('bytes' in step && step.bytes === 2 * MEBIBYTE) during();
    });
  return { path, content, copyTo, told, copy };
}

const overwrite = (path: string, content: Buffer, position: number) => {
  const file = openSync(path, 'r+');
  writeSync(file, content, 0, content.length, position);
  closeSync(file);
};

describe('a file that another program leaves alone', () => {
  it('is copied whole, and how far it is is told', async () => {
    const { content, copyTo, told, copy } = setUp();
    const facts = await copy();
    expect(facts).toMatchObject({
      size: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    expect(readFileSync(copyTo).equals(content)).toBe(true);
    expect(told).toEqual([
      { size: content.length },
      ...[1, 2, 3, 4, 5].map((count) => ({ bytes: count * MEBIBYTE })),
      { read: true },
    ]);
  });

  it('may be as large as the limit', async () => {
    const { copy } = setUp();
    await expect(copy(() => {}, 5 * MEBIBYTE)).resolves.toMatchObject({ size: 5 * MEBIBYTE });
  });
});

describe('a file that changes while it is copied is refused, and published by nobody', () => {
  it.each<[string, (path: string) => void]>([
    ['grows, before its end is read', (path) => appendFileSync(path, randomBytes(1_000))],
    ['gets shorter', (path) => truncateSync(path, 3 * MEBIBYTE)],
    ['gets shorter than what was read', (path) => truncateSync(path, MEBIBYTE)],
    [
      'is written anew where it was not read yet',
      (path) => overwrite(path, randomBytes(1_000), 4 * MEBIBYTE),
    ],
    ['is written anew where it was read', (path) => overwrite(path, randomBytes(1_000), 0)],
    [
      'is written anew, its time of change set back',
      (path) => {
        const { atime, mtime } = statSync(path);
        overwrite(path, randomBytes(1_000), 0);
        utimesSync(path, atime, mtime);
      },
    ],
    ['is written from its beginning', (path) => writeFileSync(path, randomBytes(5 * MEBIBYTE))],
    [
      'is replaced by another one of its size',
      (path) => {
        writeFileSync(`${path}.new`, randomBytes(5 * MEBIBYTE));
        renameSync(`${path}.new`, path);
      },
    ],
  ])('when it %s', async (_what, change) => {
    const { path, copy } = setUp();
    await expect(copy(() => change(path))).rejects.toMatchObject({
      name: 'Refusal',
      code: 'file_unreadable',
      message: 'The file changed while it was copied. Publish it again when it is complete.',
    });
  });

  it('when it is written to right after it was, within the tick of the clock of its drive', async () => {
    const { path, content, copy } = setUp();
    for (let round = 0; round < 10; round += 1) {
      overwrite(path, content, 0);
      await expect(copy(() => overwrite(path, content.subarray(1), 0))).rejects.toMatchObject({
        code: 'file_unreadable',
      });
      rmSync(join(path, '..', 'copy'));
    }
  });

  it('when it is deleted, in the words for that', async () => {
    const { path, copy } = setUp();
    await expect(copy(() => rmSync(path))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a file that is too large', () => {
  const refusal = (bytes: number, limit: number) => ({
    code: 'file_too_large',
    message: `setup-1.0.exe has ${bytes} bytes; the upload limit is ${limit} (setting uploadLimit).`,
  });

  it('is refused before a byte is read', async () => {
    const { copy, told } = setUp();
    await expect(copy(() => {}, 5 * MEBIBYTE - 1)).rejects.toMatchObject(
      refusal(5 * MEBIBYTE, 5 * MEBIBYTE - 1),
    );
    expect(told).toEqual([{ size: 5 * MEBIBYTE }]);
  });

  it('is copied up to the limit when it grows beyond it', async () => {
    const { path, copyTo, copy } = setUp();
    const grows = () => appendFileSync(path, randomBytes(3 * MEBIBYTE));
    await expect(copy(grows, 6 * MEBIBYTE)).rejects.toMatchObject(refusal(7 * MEBIBYTE, 6 * MEBIBYTE));
    expect(statSync(copyTo).size).toBeLessThanOrEqual(7 * MEBIBYTE);
  });
});

it('refuses a pipe at once instead of waiting for who writes to it', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  await expect(copyFile({ path, copyTo: join(folder, 'copy'), limit: 1 }, () => {})).rejects.toMatchObject({
    code: 'file_unreadable',
    message: expect.stringContaining('is not a file'),
  });
});
