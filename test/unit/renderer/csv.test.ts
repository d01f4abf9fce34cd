import { expect, test } from 'vitest';
import { toCsv } from '../../../src-renderer/lib/csv.ts';

test('cells are quoted where they must be', () => {
  expect(toCsv([['a', 'b,c', 'say "hi"', 'two\nlines']])).toBe('\uFEFFa,"b,c","say ""hi""","two\nlines"\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '＝1+1', '＠x'])('%j does not become a formula', (cell) => {
  expect(toCsv([[cell]])).toContain(`'${cell}`);
});
