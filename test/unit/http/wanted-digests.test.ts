import { expect, it } from 'vitest';
import type { ReleaseFile } from '../../../src-main/domain/model.ts';
import { wantedDigests } from '../../../src-main/http/downloads/wanted-digests.ts';

const file = { sha256: '00'.repeat(32), sha512: '00'.repeat(64) } as ReleaseFile;
const digestsOn = (wish: string) => Object.keys(wantedDigests(file, () => wish));

it('white space in a wish costs no more than other characters', () => {
  const space = ' '.repeat(400_000); // minutes, for an expression that looks at each run of it again and again
  expect(digestsOn(`sha-256${space}x`)).toEqual([]);
  expect(digestsOn(`sha-256${space};${space}q${space}=${space}1${space},${space}md5`)).toEqual([
    'Digest',
    'Repr-Digest',
  ]);
}, 20_000);
