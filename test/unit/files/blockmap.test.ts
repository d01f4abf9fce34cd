import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { deflateRawSync, gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBlockmap, describedSize } from '../../../src-main/files/blockmap.ts';
import { computeFact } from '../../../src-main/files/compute-fact.ts';
import { temporaryFolder } from '../../support/folder.ts';

type Map = {
  version: string;
  files: { name: string; offset: number; checksums: string[]; sizes: number[] }[];
};

/** Bytes that look random and are the same in every run. */
function noise(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size);
  let state = seed;
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[at] = state >>> 16;
  }
  return bytes;
}

async function mapOf(content: Buffer, piece = content.length || 1): Promise<Map> {
  const map = createBlockmap();
  for (let at = 0; at < content.length; at += piece) map.update(content.subarray(at, at + piece));
  return JSON.parse(gunzipSync(await map.finish()).toString()) as Map;
}

/** What electron-builder itself makes of a file. */
async function theirs(content: Buffer): Promise<Map> {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, content);
  const { buildBlockMap } = createRequire(import.meta.url)(
    'app-builder-lib/out/targets/blockmap/blockmap.js',
  ) as { buildBlockMap: (file: string, format: 'gzip', to: string) => Promise<unknown> };
  await buildBlockMap(file, 'gzip', `${file}.blockmap`);
  return JSON.parse(gunzipSync(readFileSync(`${file}.blockmap`)).toString()) as Map;
}

describe('a blockmap', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['one byte', Buffer.from('x')],
    ['a block of the least size', noise(8192)],
    ['a byte more', noise(8193)],
    ['noise', noise(1_000_000)],
    ['other noise', noise(777_777, 99)],
    ['zeros, which end no block', Buffer.alloc(200_000)],
    ['a text over and over', Buffer.from('the same line again\n'.repeat(20_000))],
  ])('of %s is the one that electron-builder makes', async (_what, content) => {
    expect(await mapOf(content)).toEqual(await theirs(content));
  });

  test('does not depend on the pieces that the file came in', async () => {
    const content = noise(100_000);
    const whole = await mapOf(content);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70_000 }), async (piece) => {
        expect(await mapOf(content, piece)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  test('keeps its blocks but for those around a change that moves everything after it', async () => {
    const content = noise(2_000_000);
    const changed = Buffer.concat([
      content.subarray(0, 900_000),
      Buffer.from('inserted'),
      content.subarray(900_000),
    ]);
    const before = new Set((await mapOf(content)).files[0]!.checksums);
    const after = (await mapOf(changed)).files[0]!.checksums;
    expect(after.filter((checksum) => !before.has(checksum)).length).toBeLessThanOrEqual(2);
  });
});

describe('what is taken for a blockmap', () => {
  const map = (files: unknown, version: unknown = '2') => gzipSync(JSON.stringify({ version, files }));
  const file = { name: 'file', offset: 0, checksums: ['a', 'b'], sizes: [3, 4] };

  test('is one, and tells the size of its file', async () => {
    expect(await describedSize(map([file]))).toBe(7);
  });

  test.each([
    ['no gzip', Buffer.from('{}')],
    ['nothing', Buffer.alloc(0)],
    ['no JSON', gzipSync('{')],
    ['null', gzipSync('null')],
    ['another version', map([file], '1')],
    ['no file', map([])],
    ['two files', map([file, file])],
    ['another name', map([{ ...file, name: 'other' }])],
    ['fewer sizes', map([{ ...file, sizes: [3] }])],
    ['a size below zero', map([{ ...file, sizes: [3, -4] }])],
    ['a size that is no number', map([{ ...file, sizes: [3, 'x'] }])],
    ['a checksum that is no text', map([{ ...file, checksums: ['a', 1] }])],
  ])('is not %s', async (_what, content) => {
    expect(await describedSize(content)).toBeNull();
  });
});

describe('the map inside an AppImage', () => {
  const body = noise(50_000);
  const factOf = async (content: Buffer) => {
    const path = join(temporaryFolder(), 'app.AppImage');
    writeFileSync(path, content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    return (await computeFact({ path, sha256, kind: 'embedded_blockmap' })).readUInt32BE();
  };
  const withMap = async (sizeOf: (length: number) => number) => {
    const map = deflateRawSync(JSON.stringify(await mapOf(body)));
    const tail = Buffer.alloc(4);
    tail.writeUInt32BE(sizeOf(map.length));
    return { content: Buffer.concat([body, map, tail]), length: map.length };
  };

  test('is found at its end', async () => {
    const { content, length } = await withMap((size) => size);
    expect(await factOf(content)).toBe(length);
  });

  test.each([
    ['there is none', async () => body],
    ['the file is empty', async () => Buffer.alloc(0)],
    ['its length is too large', async () => (await withMap(() => 0xffffffff)).content],
    ['its length is wrong', async () => (await withMap((size) => size - 1)).content],
    ['its length is 0', async () => (await withMap(() => 0)).content],
  ])('is not found where %s', async (_what, content) => {
    expect(await factOf(await content())).toBe(0);
  });
});
