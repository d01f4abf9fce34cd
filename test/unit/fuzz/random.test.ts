import { expect, test } from 'vitest';
import { randomOf } from '../../support/random.ts';

test('the same seed and index give the same values, others give others', () => {
  const take = (...seed: (string | number)[]) => {
    const random = randomOf(...seed);
    return [
      random.text(20),
      random.uuid(),
      random.whole(0, 1e6),
      random.pick([1, 2, 3]),
      random.bytes(8).toString('hex'),
    ];
  };
  expect(take('1', 5)).toEqual(take('1', 5));
  expect(take('1', 5)).not.toEqual(take('1', 6));
  expect(take('1', 5)).not.toEqual(take('2', 5));
});

test('whole numbers stay in their bounds and reach both, and weights are kept', () => {
  const random = randomOf('bounds');
  const all = Array.from({ length: 2000 }, () => random.whole(3, 5));
  expect(new Set(all)).toEqual(new Set([3, 4, 5]));
  const names = Array.from({ length: 2000 }, () => random.weighted({ often: 9, seldom: 1, never: 0 }));
  expect(new Set(names)).toEqual(new Set(['often', 'seldom']));
  expect(names.filter((name) => name === 'seldom').length).toBeLessThan(400);
});
