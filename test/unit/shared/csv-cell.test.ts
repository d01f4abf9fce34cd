import { expect, it } from 'vitest';
import { csvCell, guarded, unguarded } from '../../../shared/csv-cell.ts';

const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];

it.each(signs)('a cell that begins with %j is no formula, and comes back as it was', (sign) => {
  for (const text of [sign, `${sign}SUM(A1)`, `'${sign}x`, `''${sign}x`]) {
    expect(guarded(text)).toBe(`'${text}`);
    expect(unguarded(guarded(text))).toBe(text);
  }
  expect(csvCell(`${sign}1,2`)).toBe(`"'${sign}1,2"`);
});

it.each(['', "'", "'quoted'", 'a=b', '１＋１', 'Zoë', "don't"])('%j stays as it is', (text) => {
  expect(guarded(text)).toBe(text);
  expect(unguarded(text)).toBe(text);
});
