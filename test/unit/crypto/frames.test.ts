import { expect, test } from 'vitest';
import { frameKey, writeFrame } from '../../../src-main/crypto/frames.ts';

test('a frame is the one that other implementations make of the same key, IV and text', () => {
  const key = frameKey(Buffer.from(Array.from({ length: 32 }, (_, index) => index)));
  expect(key.toString('hex')).toBe('6c86c6aac5fb24bcf5d9939cb7d7d5645ce39418f449e03b262dd4fa14b4b92b');
  const target = Buffer.alloc(64);
  const iv = Buffer.from('a0a1a2a3a4a5a6a7a8a9aaab', 'hex');
  const written = writeFrame(target, 5, key, iv, Buffer.from('hello lukittu'));
  expect(target.subarray(5, 5 + written).toString('hex')).toBe(
    '00000029a0a1a2a3a4a5a6a7a8a9aaabf4e36ae78c3babb333bb5298ce761426574b94017bbe201d4c3ac19f82',
  );
});
