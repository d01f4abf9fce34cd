import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { blake2b } from '../../../src-main/crypto/blake2b.ts';

test.each([0, 1, 3, 127, 128, 129, 255, 256, 257, 10_000])('64 bytes of %i are those of OpenSSL', (size) => {
  const data = randomBytes(size);
  expect(blake2b(data, 64)).toEqual(createHash('blake2b512').update(data).digest());
});

test('a part of a larger buffer is hashed alone', () => {
  const data = randomBytes(1000);
  expect(blake2b(data.subarray(7, 777), 64)).toEqual(blake2b(Buffer.from(data.subarray(7, 777)), 64));
});

test('a shorter digest is its own hash, as `b2sum -l 144` makes it', () => {
  expect(blake2b(Buffer.from('abc'), 18).toString('hex')).toBe('1748a777d8414171b3a34700dd037d955af5');
});
