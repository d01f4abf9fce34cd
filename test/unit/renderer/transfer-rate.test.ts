import { expect, test } from 'vitest';
import { createTransferRate } from '../../../src-renderer/lib/transfer-rate.ts';

test('an even stream is measured as it is', () => {
  const rate = createTransferRate(10_000, 0);
  for (let second = 1; second <= 5; second++) rate.update(second * 1000, second * 1000);
  expect(rate.update(6000, 6000)).toEqual({ bytesPerSecond: 1000, left: 4000 });
});

test('a jump is smoothed and followed', () => {
  const rate = createTransferRate(1_000_000, 0);
  rate.update(1000, 1000);
  const soon = rate.update(101_000, 2000).bytesPerSecond!;
  expect(soon).toBeGreaterThan(1000);
  expect(soon).toBeLessThan(100_000);
});

test('nothing is said before there is anything to measure', () => {
  expect(createTransferRate(100, 0).update(50, 20)).toEqual({ bytesPerSecond: null, left: null });
});
