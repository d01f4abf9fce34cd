import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { newEd25519Key, packEd25519Key } from '../../../src-main/crypto/ed25519.ts';
import { computeFact, type FactKind } from '../../../src-main/files/compute-fact.ts';
import { temporaryFolder } from '../../support/folder.ts';

const signingKey = packEd25519Key(newEd25519Key());
const kinds: FactKind[] = ['sha1', 'sha384', 'blockmap', 'embedded_blockmap', 'ed25519'];

/** A file as it was published. */
function published() {
  const content = randomBytes(100_000);
  const path = join(temporaryFolder(), 'app.zip');
  writeFileSync(path, content);
  return { path, sha256: createHash('sha256').update(content).digest('hex'), signingKey };
}

function flip(path: string): void {
  const content = readFileSync(path);
  content[50_000]! ^= 1;
  writeFileSync(path, content);
}

describe('nothing is made of other bytes than those that were published', () => {
  test.each(kinds)('no %s', async (kind) => {
    const file = published();
    await expect(computeFact({ ...file, kind })).resolves.toBeInstanceOf(Buffer);
    flip(file.path);
    await expect(computeFact({ ...file, kind })).rejects.toMatchObject({ code: 'DAMAGED_BYTES' });
  });

  test('no signature when the bytes change between its two passes, which would give the key away', async () => {
    const file = published();
    const probe = await open(file.path);
    const prototype = Object.getPrototypeOf(probe) as typeof probe;
    await probe.close();
    let passes = 0;
    const original = prototype.read;
    const reading = vi.spyOn(prototype, 'read').mockImplementation(function read(
      this: typeof probe,
      ...input: unknown[]
    ) {
      if (input[3] === 0 && ++passes === 2) flip(file.path);
      return Reflect.apply(original, this, input) as never;
    });
    const signing = computeFact({ ...file, kind: 'ed25519' });
    await expect(signing).rejects.toMatchObject({ code: 'DAMAGED_BYTES' });
    reading.mockRestore();
    expect(passes).toBe(2);
  });
});
