import { expect, it } from 'vitest';
import { tickLeft } from '../../../src-main/files/copy-file.ts';

const SECOND = 1_700_000_000_000;

const left = (mtimeMs: number, ctimeMs: number, now: number) =>
  tickLeft({ mtimeNs: BigInt(mtimeMs) * 1_000_000n, ctimeNs: BigInt(ctimeMs) * 1_000_000n }, now);

it.each([
  ['changed long ago', SECOND + 7, SECOND + 7, SECOND + 90_000, 0],
  ['changed just now, by the nanosecond', SECOND + 7, SECOND + 7, SECOND + 7, 20],
  ['changed a moment ago', SECOND + 7, SECOND + 7, SECOND + 20, 7],
  ['moved or renamed a moment ago', 1_000, SECOND + 7, SECOND + 20, 7],
  ['changed just now, by the second', SECOND, SECOND, SECOND + 500, 1_500],
  ['changed long ago, by the second', SECOND, SECOND, SECOND + 2_000, 0],
  ['changed in the future, as its server has it', SECOND + 90_007, SECOND + 90_007, SECOND, 20],
  ['changed in the future, by the second', SECOND + 90_000, SECOND + 90_000, SECOND, 2_000],
])('a file that was %s is read after so many milliseconds', (_name, mtime, ctime, now, wait) =>
  expect(left(mtime, ctime, now)).toBe(wait),
);
